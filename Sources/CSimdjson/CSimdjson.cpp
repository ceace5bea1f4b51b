#include "CSimdjson.h"
#include <charconv>
#include <simdjson.h>
#include <vector>

using namespace simdjson;

struct json_document {
    ondemand::parser parser;
    padded_string bytes;
    std::vector<json_node> nodes;

    explicit json_document(std::string_view text) : bytes(text) { nodes.reserve(text.size() / 8 + 1); }
};

namespace {

/// The number grammar of RFC 8259: simdjson's own numbers end at 64 bits, and a double does not keep what was written.
bool is_number(std::string_view text, bool &is_integer) {
    size_t place = 0;
    auto at = [&](char byte) { return place < text.size() && text[place] == byte; };
    auto digits = [&] {
        auto start = place;
        while (place < text.size() && text[place] >= '0' && text[place] <= '9') place++;
        return place > start;
    };
    if (at('-')) place++;
    if (at('0')) place++;
    else if (!digits()) return false;
    is_integer = place == text.size();
    if (at('.')) {
        place++;
        if (!digits()) return false;
    }
    if (at('e') || at('E')) {
        place++;
        if (at('+') || at('-')) place++;
        if (!digits()) return false;
    }
    return place == text.size();
}

/// simdjson lets the escape of half a character pass, as bytes that are no UTF-8.
bool has_half_character(std::string_view text) {
    for (auto place = text.find('\xED'); place != text.npos; place = text.find('\xED', place + 1))
        if (static_cast<uint8_t>(text[place + 1]) >= 0xA0) return true;
    return false;
}

constexpr const char *space = " \t\r\n";

struct Walk {
    std::vector<json_node> &nodes;
    size_t room;

    bool document(ondemand::document &root, std::string_view bytes) {
        ondemand::json_type type;
        if (root.type().get(type)) return false;
        bool is_token = type == ondemand::json_type::number || type == ondemand::json_type::boolean ||
                        type == ondemand::json_type::null;
        if (is_token) return scalar(bytes.substr(bytes.find_first_not_of(space)));
        // Nothing may follow the value.
        return value(root) && root.current_location().error() == OUT_OF_BOUNDS;
    }

    bool text(simdjson_result<std::string_view> read) {
        std::string_view text;
        if (std::move(read).get(text) || has_half_character(text)) return false;
        nodes.push_back({json_text, 0, 0, text.data(), text.size()});
        return true;
    }

    /// true, false, null or a number.
    bool scalar(std::string_view token) {
        token = token.substr(0, token.find_last_not_of(space) + 1);
        json_node node{json_null, 0, 0, token.data(), token.size()};
        bool is_integer = false;
        if (token == "true") node.kind = json_true;
        else if (token == "false") node.kind = json_false;
        else if (token != "null") {
            if (!is_number(token, is_integer)) return false;
            node.kind = json_number;
            auto end = token.data() + token.size();
            if (is_integer && std::from_chars(token.data(), end, node.integer).ec == std::errc()) node.kind = json_integer;
        }
        nodes.push_back(node);
        return true;
    }

    template <typename Value> bool value(Value &value) {
        ondemand::json_type type;
        if (value.type().get(type)) return false;
        switch (type) {
        case ondemand::json_type::array: {
            ondemand::array elements;
            return !value.get_array().get(elements) && nested(json_list, elements);
        }
        case ondemand::json_type::object: {
            ondemand::object members;
            return !value.get_object().get(members) && nested(json_object, members);
        }
        case ondemand::json_type::string: return text(value.get_string());
        default: {
            std::string_view token;
            return !simdjson_result<std::string_view>(value.raw_json_token()).get(token) && scalar(token);
        }
        }
    }

    template <typename Values> bool nested(json_kind kind, Values &values) {
        if (room == 0) return false;
        room--;
        auto place = nodes.size();
        nodes.push_back({kind, 0, 0, nullptr, 0});
        size_t count = 0;
        for (auto read : values) {
            if (!element(read)) return false;
            count++;
        }
        nodes[place].count = count;
        room++;
        return true;
    }

    bool element(simdjson_result<ondemand::value> read) {
        ondemand::value element;
        return !std::move(read).get(element) && value(element);
    }

    bool element(simdjson_result<ondemand::field> read) {
        ondemand::field member;
        return !std::move(read).get(member) && text(member.unescaped_key()) && value(member.value());
    }
};

} // namespace

json_document *json_parse(const uint8_t *bytes, size_t length, size_t deepest) {
    auto document = new json_document({reinterpret_cast<const char *>(bytes), length});
    ondemand::document root;
    Walk walk{document->nodes, deepest};
    if (!document->parser.iterate(document->bytes).get(root) && walk.document(root, document->bytes)) return document;
    delete document;
    return nullptr;
}

const json_node *json_nodes(const json_document *document) { return document->nodes.data(); }
void json_free(json_document *document) { delete document; }
