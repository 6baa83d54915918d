#include "core/decode/updatejson.h"

#include "core/decode/rules.h"
#include "core/decode/tree.h"

#include <array>
#include <charconv>
#include <cmath>

namespace feedscope {

namespace {

void writeName(std::string_view name, std::string &out)
{
    out += ',';
    writeJsonString(name, out);
    out += ':';
}

void writeDouble(double number, std::string &out)
{
    std::array<char, 40> text{};
    out.append(text.data(), std::to_chars(text.data(), text.data() + text.size(), number).ptr);
}

/// As it was on the wire.
void writeRaw(std::string_view name, Value value, std::string &out)
{
    if (!value.hasContent())
        return;
    writeName(name, out);
    if (value.type() == ValueType::String)
        writeJsonString(value.text(), out);
    else
        out += value.text();
}

/// A quantity is a number however the feed wrote it; what is none ("NaN") is left out.
void writeQuantity(std::string_view name, Value value, std::string &out)
{
    const auto number = value.toDouble();
    if (!number)
        return;
    writeName(name, out);
    if (isJsonNumber(value.text()))
        out += value.text();
    else
        writeDouble(*number, out);
}

/// A number if it is one, also where the feed put it in quotes; else an id as it came.
void writeSequence(std::string_view name, Value value, std::string &out)
{
    const bool number = value.type() == ValueType::String && isJsonInteger(value.text());
    writeRaw(name, number ? Value{ValueType::Number, value.text()} : value, out);
}

void writeTime(const Update &update, std::string &out)
{
    if (std::isnan(update.timeMs))
        return;
    writeName("server_time_ms", out);
    if (update.timeNs == noTime)
        return writeDouble(update.timeMs, out);
    const auto magnitude = update.timeNs < 0 ? 0 - static_cast<std::uint64_t>(update.timeNs)
                                             : static_cast<std::uint64_t>(update.timeNs);
    if (update.timeNs < 0)
        out += '-';
    out += std::to_string(magnitude / 1'000'000);
    std::string fraction = std::to_string(1'000'000 + magnitude % 1'000'000);
    fraction.erase(fraction.find_last_not_of('0') + 1);
    if (fraction.size() > 1)
        out += '.' + fraction.substr(1);
}

} // namespace

void writeUpdateMembers(const Update &update, std::string &out)
{
    out += "\"kind\":";
    writeJsonString(update.kind, out);
    out += update.snapshot ? ",\"snapshot\":true" : ",\"snapshot\":false";
    for (const NamedValue &field : update.fields) {
        switch (fieldNamed(field.name)) {
        case Field::Price:
        case Field::Size:
            writeQuantity(field.name, field.value, out);
            break;
        case Field::Time:
            writeTime(update, out);
            break;
        case Field::Sequence:
            writeSequence(field.name, field.value, out);
            break;
        default:
            writeRaw(field.name, field.value, out);
        }
    }
}

std::string updateToJson(const Update &update)
{
    std::string out = "{";
    writeUpdateMembers(update, out);
    out += '}';
    return out;
}

} // namespace feedscope
