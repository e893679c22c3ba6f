#include "cloud/accounting/cell_texts.hpp"
#include "cloud/accounting/month_files.hpp"

namespace tillpoints::cloud {
namespace {

std::string element(std::string_view name, std::string_view text) {
    const std::string tag(name);
    return "<" + tag + ">" + xml_text(text) + "</" + tag + ">";
}

/// Elements within another.
std::string group(std::string_view name, std::string_view inside) {
    const std::string tag(name);
    return "<" + tag + ">" + std::string(inside) + "</" + tag + ">";
}

std::string detail(std::string_view name, std::string_view value) {
    return group("ЗначениеРеквизита", element("Наименование", name) + element("Значение", value));
}

/// Who the document is with.
struct Party {
    std::string id;
    std::string name;
    std::string_view role;
};

/// The fields that every document has, in the order of the schema.
struct DocumentFields {
    std::string id;
    std::string number;
    ClockMoment when;
    std::string_view operation;
    Money sum;
    Party party;
    std::string goods;    ///< elements; empty: none
    std::string details;  ///< elements
};

std::string document(const BookedMonth& month, const DocumentFields& fields) {
    const auto party = element("Ид", fields.party.id) + element("Наименование", fields.party.name) +
                       element("Роль", fields.party.role);
    return " <Документ>" + element("Ид", fields.id) + element("Номер", fields.number) +
           element("Дата", fields.when.date) + element("ХозОперация", fields.operation) +
           element("Роль", "Продавец") + element("Валюта", month.names.currency) + element("Курс", "1") +
           element("Сумма", xml_amount(fields.sum)) + group("Контрагенты", group("Контрагент", party)) +
           element("Время", fields.when.time) + (fields.goods.empty() ? "" : group("Товары", fields.goods)) +
           group("ЗначенияРеквизитов", fields.details) + "</Документ>\n";
}

/// The last second of the month: what is written of it later is the same.
ClockMoment last_moment(const BookedMonth& month) {
    return by_clock(month.period.to - std::chrono::seconds(1), month.utc_offset);
}

/// A loyalty operation knows no goods, only what the receipt came to.
std::string goods_of(const BookedOperation& operation) {
    const auto total = xml_amount(operation.total);
    return group("Товар", element("Ид", "receipt") + element("Наименование", "Товары по чеку") +
                              element("ЦенаЗаЕдиницу", total) + element("Количество", "1") +
                              element("Сумма", total));
}

std::string details_of(const BookedMonth& month, const BookedOperation& operation) {
    std::string out = detail("Оплачено деньгами", xml_amount(operation.cash)) +
                      detail("Списано баллов", xml_amount(operation.redeemed)) +
                      detail("Начислено баллов", xml_amount(operation.awarded)) +
                      detail("Оплачено сертификатом", xml_amount(operation.certificate));
    if (operation.origin)
        out += detail("Возврат по операции", "operation/" + std::to_string(operation.origin->value));
    if (const auto branch = month.names.branches.find(operation.branch); branch != month.names.branches.end())
        out += detail("Филиал", branch->second);
    if (const auto cashier = month.names.cashiers.find(operation.cashier);
        cashier != month.names.cashiers.end())
        out += detail("Код кассира", cashier->second.code) + detail("Кассир", cashier->second.name);
    return out;
}

std::string_view heading_of(PointsAccount account) {
    if (account == PointsAccount::customers) return "Баллы клиентов";
    return account == PointsAccount::deferred ? "Отложенные баллы" : "Сертификаты";
}

std::string_view heading_of(PointsMovement movement) {
    static constexpr std::array<std::string_view, points_movements> headings{
        "начислено", "зачислено после ожидания", "списано", "сгорело", "отозвано возвратами", "вручную"};
    return headings[static_cast<std::size_t>(movement)];
}

std::string liabilities_document(const MonthFigures& figures) {
    std::string details;
    Points owed;
    for (const auto& line : figures.liabilities) {
        const std::string prefix = std::string(heading_of(line.account)) + ": ";
        details += detail(prefix + "на начало", xml_amount(line.opening));
        for (std::size_t at = 0; at < points_movements; ++at)
            details += detail(prefix + std::string(heading_of(static_cast<PointsMovement>(at))),
                              xml_amount(line.moved[at]));
        details += detail(prefix + "на конец", xml_amount(line.closing()));
        owed += line.closing();
    }
    const auto& month = figures.month;
    return document(month, {"liabilities/" + month.name,
                            "liabilities/" + month.name,
                            last_moment(month),
                            "Прочие",
                            worth(owed),
                            {"company", month.names.company, "Продавец"},
                            "",
                            std::move(details)});
}

std::string staff_document(const BookedMonth& month, const StaffAward& line) {
    const auto id = "staff/" + month.name + "/" + std::to_string(line.cashier);
    return document(
        month,
        {id,
         id,
         last_moment(month),
         "Прочие",
         line.owed,
         {"cashier/" + std::to_string(line.cashier), line.cashier == 0 ? "Кассир не указан" : line.name.name,
          "Получатель"},
         "",
         detail("Код кассира", line.name.code) + detail("Продаж", std::to_string(line.sales)) +
             detail("Возвратов", std::to_string(line.refunds)) + detail("Оборот", xml_amount(line.turnover)) +
             detail("Премия к выплате", xml_amount(line.owed))});
}

}  // namespace

std::string commerceml_beginning(const BookedMonth& month) {
    const auto when = last_moment(month);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<КоммерческаяИнформация "
           "xmlns=\"urn:1C.ru:commerceml_210\" ВерсияСхемы=\"2.10\" ДатаФормирования=\"" +
           when.date + "T" + when.time + "\">\n";
}

std::string commerceml_document(const BookedMonth& month, const BookedOperation& operation) {
    const auto id = "operation/" + std::to_string(operation.id.value);
    const auto customer = std::to_string(operation.customer.value);
    return document(month, {id,
                            operation.number.value_or(std::to_string(operation.id.value)),
                            by_clock(operation.created, month.utc_offset),
                            operation.origin ? "Возврат товара" : "Отпуск товара",
                            operation.total,
                            {"participant/" + customer, customer, "Покупатель"},
                            goods_of(operation),
                            details_of(month, operation)});
}

std::string commerceml_end(const MonthFigures& figures) {
    auto out = liabilities_document(figures);
    for (const auto& line : figures.staff) out += staff_document(figures.month, line);
    return out + "</КоммерческаяИнформация>\n";
}

}  // namespace tillpoints::cloud
