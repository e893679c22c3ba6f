#include "cloud/messages/templates.hpp"

#include <array>

namespace tillpoints::cloud {
namespace {

using loyalty::Language;

constexpr std::array<std::pair<Language, std::string_view>, 3> languages{
    {{Language::russian, "ru"}, {Language::kazakh, "kk"}, {Language::english, "en"}}};
constexpr std::array<std::string_view, 4> channels{"app", "hook", "telegram", "push"};
constexpr std::array<std::string_view, 6> states{"queued", "sending", "delivered",
                                                 "failed", "read",    "dropped"};
constexpr std::array<std::string_view, 5> purposes{"code", "service", "advertising", "reply", "sample"};

}  // namespace

const std::vector<MessageTemplate>& message_templates() {
    static const std::vector<MessageTemplate> all{
        {"code",
         {"{shop}: your code is {code}. It is valid for {minutes} minutes. Tell it to nobody.",
          "{shop}: ваш код {code}. Он действует {minutes} мин. Никому его не говорите.",
          "{shop}: сіздің кодыңыз {code}. Ол {minutes} мин жарамды. Ешкімге айтпаңыз."}},
        {"confirmation",
         {"{shop}: {code} confirms that you spend {points} points. It is valid for {minutes} minutes. Tell it"
          " to the cashier only if you are paying now.",
          "{shop}: код {code} подтверждает списание баллов: {points}. Он действует {minutes} мин. Назовите "
          "его"
          " кассиру, только если платите сейчас.",
          "{shop}: {code} коды {points} балл шегеруді растайды. Ол {minutes} мин жарамды. Оны қазір төлеп"
          " тұрсаңыз ғана кассирге айтыңыз."}},
        {"welcome",
         {"Welcome to {shop}! Your balance is {points} points. Show the card before you pay.",
          "Добро пожаловать в {shop}! На счёте баллов: {points}. Покажите карту до оплаты.",
          "{shop} дүкеніне қош келдіңіз! Шотыңызда {points} балл бар. Картаны төлемге дейін көрсетіңіз."}},
        {"rate",
         {"How was your purchase at {shop} for {total}? Please rate it.",
          "Как вам покупка в {shop} на {total}? Оцените её, пожалуйста.",
          "{shop} дүкеніндегі {total} сатып алу қалай болды? Бағалаңызшы."}},
        {"rating_answered",
         {"{shop} answers your rating: {text}", "{shop} отвечает на вашу оценку: {text}",
          "{shop} сіздің бағаңызға жауап берді: {text}"}},
        {"order_accepted",
         {"Order {order} is accepted. We will tell you when it is ready.",
          "Заказ {order} принят. Сообщим, когда он будет готов.",
          "{order} тапсырысы қабылданды. Дайын болғанда хабарлаймыз."}},
        {"order_ready",
         {"Order {order} is ready: {branch}.", "Заказ {order} готов: {branch}.",
          "{order} тапсырысы дайын: {branch}."}},
        {"campaign", {"{text}", "{text}", "{text}"}},
        {"campaign_sample", {"Sample: {text}", "Проверка: {text}", "Сынақ: {text}"}},
        // What the bot answers is written when it answers.
        {"reply", {"{text}", "{text}", "{text}"}},
    };
    return all;
}

std::string filled(std::string_view text, const MessageValues& values) {
    std::string out;
    while (!text.empty()) {
        const auto open = text.find('{');
        const auto close = open == std::string_view::npos ? open : text.find('}', open);
        if (close == std::string_view::npos) return out += text;
        out += text.substr(0, open);
        const auto value = values.find(std::string(text.substr(open + 1, close - open - 1)));
        if (value != values.end()) out += value->second;
        text.remove_prefix(close + 1);
    }
    return out;
}

std::optional<std::string> message_text(const MessageRecord& record) {
    for (const auto& each : message_templates())
        if (each.name == record.template_name) return filled(each.text.in(record.language), record.values);
    return {};
}

std::string_view name_of(Language language) {
    for (const auto& [each, name] : languages)
        if (each == language) return name;
    return "ru";
}

std::optional<Language> language_named(std::string_view word) {
    for (const auto& [each, name] : languages)
        if (name == word) return each;
    return {};
}

std::string_view name_of(Channel channel) {
    return channels[static_cast<std::size_t>(channel)];
}

std::optional<Channel> channel_named(std::string_view word) {
    for (std::size_t i = 0; i < channels.size(); ++i)
        if (channels[i] == word) return static_cast<Channel>(i);
    return {};
}

std::string_view name_of(MessageState state) {
    return states[static_cast<std::size_t>(state)];
}

std::string_view name_of(MessagePurpose purpose) {
    return purposes[static_cast<std::size_t>(purpose)];
}

}  // namespace tillpoints::cloud
