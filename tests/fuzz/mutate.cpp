// Drives a fuzz target without libFuzzer: mutates a corpus for a bounded time, always the same way for one
// seed.
//   fuzz_x SECONDS SEED DIRECTORY

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

using Bytes = std::string;

void run(const Bytes &bytes)
{
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t *>(bytes.data()), bytes.size());
}

/// Files whole, and each line's JSON strings unescaped: the fixtures hold their messages that way.
std::vector<Bytes> corpus(const char *directory)
{
    std::vector<Bytes> result;
    for (const auto &entry : std::filesystem::directory_iterator(directory)) {
        std::ifstream file(entry.path(), std::ios::binary);
        Bytes whole{std::istreambuf_iterator<char>(file), {}};
        for (std::size_t at = whole.find("\"raw\": \""); at != Bytes::npos;
             at = whole.find("\"raw\": \"", at + 1)) {
            Bytes message;
            for (std::size_t i = at + 8; i < whole.size() && whole[i] != '"'; ++i)
                message += whole[i] == '\\' && i + 1 < whole.size() ? whole[++i] : whole[i];
            result.push_back(std::move(message));
        }
        for (std::size_t at = whole.find("\"raw_hex\": \""); at != Bytes::npos;
             at = whole.find("\"raw_hex\": \"", at + 1)) {
            Bytes message;
            for (std::size_t i = at + 12; i + 1 < whole.size() && whole[i] != '"'; i += 2)
                message += static_cast<char>(std::strtol(whole.substr(i, 2).c_str(), nullptr, 16));
            result.push_back(std::move(message));
        }
        result.push_back(std::move(whole));
    }
    std::ranges::sort(result); // directories have no order
    return result;
}

class Mutator
{
public:
    explicit Mutator(unsigned seed)
        : m_random(seed)
    {}

    Bytes next(const std::vector<Bytes> &from)
    {
        Bytes bytes = from[below(from.size())];
        for (std::size_t times = 1 + below(4); times > 0; --times)
            change(bytes, from[below(from.size())]);
        return bytes;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_random() % limit; }

    void change(Bytes &bytes, const Bytes &other)
    {
        static const Bytes words[] = {"null",
                                      "\"\"",
                                      "{}",
                                      "[]",
                                      "-",
                                      "1e999",
                                      "0.1",
                                      "\\ud800",
                                      "\"\\u0000\"",
                                      "\xff",
                                      "99999999999999999999",
                                      "[[[[[[[[",
                                      "}",
                                      "/",
                                      "*",
                                      "0#",
                                      "\n",
                                      "{\"kind\":1}"};
        const std::size_t at = below(bytes.size() + 1);
        switch (below(7)) {
        case 0:
            bytes.resize(at);
            break;
        case 1:
            bytes.erase(at, below(20));
            break;
        case 2:
            bytes.insert(at, words[below(std::size(words))]);
            break;
        case 3:
            bytes.insert(at, bytes.substr(below(bytes.size() + 1), below(60)));
            break;
        case 4:
            bytes.insert(at, other.substr(below(other.size() + 1), below(60)));
            break;
        case 5:
            bytes.insert(at, Bytes(below(2000), "[{,\" 9"[below(6)]));
            break;
        default:
            if (at < bytes.size())
                bytes[at] = static_cast<char>(m_random());
        }
    }

    std::mt19937 m_random;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fputs("usage: fuzz_x SECONDS SEED DIRECTORY\n", stderr);
        return 2;
    }
    const std::vector<Bytes> seeds = corpus(argv[3]);
    if (seeds.empty())
        return 1;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[1]));
    Mutator mutator(static_cast<unsigned>(std::atoi(argv[2])));
    std::size_t runs = 0;
    for (const Bytes &seed : seeds)
        run(seed);
    for (; std::chrono::steady_clock::now() < end; ++runs)
        run(mutator.next(seeds));
    std::printf("%zu inputs, %zu mutations\n", seeds.size(), runs);
    return 0;
}
