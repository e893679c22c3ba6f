#include "plugin/config/places.hpp"

#include <algorithm>
#include <set>

#include "protocol/decimal.hpp"
#include "protocol/json.hpp"

namespace tillpoints {
namespace {

/// Walks over a text that a parser has accepted, or refused for a reason of its own: it takes what it finds
/// and always ends.
class Walk {
  public:
    explicit Walk(std::string_view text) : text_(text) {}

    std::vector<MemberPlace> places() {
        value("", 0);
        return std::move(places_);
    }

  private:
    static constexpr int deepest = 64;  // as parse_json

    bool over() const { return at_ >= text_.size(); }
    void next() {
        if (text_[at_] == '\n') ++line_;
        ++at_;
    }
    void skip_blanks() {
        while (!over() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) next();
    }
    bool take(char c) {
        skip_blanks();
        if (over() || text_[at_] != c) return false;
        next();
        return true;
    }

    /// With its quotation marks.
    std::string_view text_token() {
        const auto begin = at_;
        next();
        while (!over() && text_[at_] != '"') {
            if (text_[at_] == '\\') next();
            if (!over()) next();
        }
        if (!over()) next();
        return text_.substr(begin, at_ - begin);
    }

    void value(const std::string& where, int depth) {
        skip_blanks();
        if (over()) return;
        if (depth >= deepest) {
            at_ = text_.size();
            return;
        }
        if (text_[at_] == '{') return object(where, depth);
        if (text_[at_] == '[') return array(where, depth);
        if (text_[at_] == '"') {
            text_token();
            return;
        }
        while (!over() && std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos) next();
    }

    void object(const std::string& where, int depth) {
        next();
        do {
            skip_blanks();
            if (over() || text_[at_] != '"') break;
            const auto line = line_;
            const auto begin = at_;
            const auto token = text_token();
            const auto name = parse_json(token);
            if (!name || !name->string() || !take(':')) break;
            const auto place = where.empty() ? *name->string() : where + "." + *name->string();
            places_.push_back({place, line, begin, token.size()});
            value(place, depth + 1);
        } while (take(','));
        end('}');
    }

    void array(const std::string& where, int depth) {
        next();
        skip_blanks();
        for (std::size_t i = 0; !over() && text_[at_] != ']'; ++i) {
            const auto place = where + "[" + std::to_string(i) + "]";
            places_.push_back({place, line_});
            value(place, depth + 1);
            if (!take(',')) break;
            skip_blanks();
        }
        end(']');
    }

    void end(char c) {
        if (!take(c)) at_ = text_.size();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_ = 1;
    std::vector<MemberPlace> places_;
};

struct Position {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// The position of a byte, counted from 1, in characters.
Position position_of(std::size_t byte, std::string_view text) {
    const auto before = text.substr(0, byte - 1);
    const auto end_of_line = before.rfind('\n');
    const auto last = before.substr(end_of_line == std::string_view::npos ? 0 : end_of_line + 1);
    const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
    return {1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')),
            1 + static_cast<std::size_t>(std::count_if(last.begin(), last.end(), starts_character))};
}

/// The second member of this name in one object.
const MemberPlace* repeated(const std::vector<MemberPlace>& places, std::string_view name) {
    std::set<std::string_view> seen;
    for (const auto& place : places) {
        const std::string_view where = place.where;
        const auto holder = container_of(where);
        const bool named = where == name || (!holder.empty() && where.substr(holder.size() + 1) == name);
        if (!seen.insert(where).second && named) return &place;
    }
    return nullptr;
}

}  // namespace

std::vector<MemberPlace> member_places(std::string_view text) {
    return Walk(text).places();
}

std::string_view container_of(std::string_view where) {
    const auto at = where.find_last_of(".[");
    return at == std::string_view::npos ? std::string_view() : where.substr(0, at);
}

std::size_t line_of(std::string_view where, const std::vector<MemberPlace>& places) {
    for (; !where.empty(); where = container_of(where))
        for (const auto& place : places)
            if (place.where == where) return place.line;
    return 1;
}

TextProblem text_problem(Problem refused, std::string_view text) {
    constexpr std::string_view prefix = "byte ";
    if (refused.code == Errc::duplicate) {
        const auto places = member_places(text);
        const auto* found = repeated(places, refused.where);
        if (!found) return {std::move(refused), 1};
        refused.where = found->where;
        return {std::move(refused), found->line};
    }
    if (!refused.where.starts_with(prefix)) return {std::move(refused), 1};
    const auto byte =
        parse_decimal(std::string_view(refused.where).substr(prefix.size()), 0, Rounding::exact);
    if (!byte || *byte < 1) return {std::move(refused), 1};
    const auto found = position_of(static_cast<std::size_t>(*byte), text);
    refused.where = "line " + std::to_string(found.line) + ", column " + std::to_string(found.column);
    return {std::move(refused), found.line};
}

}  // namespace tillpoints
