#pragma once
#include <vector>

#include "cloud/ledger/shop_records.hpp"

namespace tillpoints::cloud {

/// The part of the books that the price list, orders, pictures and webhooks need.
class ShopRepository {
  public:
    virtual ~ShopRepository() = default;

    /// `record.id` is ignored; answers the new one.
    virtual std::int64_t add_goods(const GoodsRecord& record) = 0;
    virtual std::optional<GoodsRecord> goods(std::int64_t id) = 0;
    virtual std::optional<GoodsRecord> goods_by_external_id(const std::string& external_id) = 0;
    virtual void update_goods(const GoodsRecord& record) = 0;
    virtual void remove_goods(std::int64_t id) = 0;
    /// What stands directly in a category, or at the top: categories first, each in order of id.
    virtual std::vector<GoodsRecord> goods_in(std::optional<std::int64_t> node, int max,
                                              std::int64_t offset) = 0;
    virtual std::int64_t count_goods_in(std::optional<std::int64_t> node) = 0;
    virtual std::int64_t count_categories_in(std::optional<std::int64_t> node) = 0;

    /// `record.id` is ignored; answers the new one.
    virtual std::int64_t add_order(const OrderRecord& record) = 0;
    virtual std::optional<OrderRecord> order(std::int64_t id) = 0;
    virtual void update_order(const OrderRecord& record) = 0;

    virtual void add_image(const ImageRecord& record) = 0;
    virtual std::optional<ImageRecord> image(const std::string& id) = 0;
    /// Is there a slot or a picture at all?
    virtual bool has_images() = 0;
    /// False if it was here before, or its slot is gone.
    virtual bool set_image_size(const std::string& id, std::int64_t size) = 0;

    /// Forgets slots that ended by `unused` with nothing put, and pictures whose slot ended by `unshown` and
    /// that no goods show; at most `max` of them. Answers how many.
    virtual int forget_images(Timestamp unused, Timestamp unshown, int max) = 0;

    /// `record.id` is ignored.
    virtual void add_webhook(const WebhookRecord& record) = 0;
    /// Those due at `now`, the earliest first.
    virtual std::vector<WebhookRecord> webhooks_due(Timestamp now, int max) = 0;
    /// In order of id, from the one behind `after` on; those given up too.
    virtual std::vector<WebhookRecord> webhooks(std::int64_t after, int max) = 0;
    virtual void postpone_webhook(std::int64_t id, std::int64_t tries, std::optional<Timestamp> due) = 0;
    virtual void remove_webhook(std::int64_t id) = 0;
};

}  // namespace tillpoints::cloud
