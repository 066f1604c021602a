#include "text/unicode.h"

#include <array>
#include <catch2/catch.hpp>

namespace guiju {
namespace {

using namespace std::literals;

TEST_CASE("signs of Chinese text are their own normal form beside whatever stands there") {
  for (const char* text : {"甲、乙。丙", "〈甲〉《乙》「丙」『丁』【戊】", "甲〔2024〕10号", "〖甲〗〘乙〙〚丙〛",
                           "‘甲’“乙”", "甲·乙", "甲 〔 2024 〕 10 号", "a · B"}) {
    INFO(text);
    // The joiner is dropped, and takes the way of characters that may change.
    CHECK(normalized_name(text) == normalized_name(std::string(text) + "\u200b"));
    CHECK(is_normalized_name(text) == (normalized_name(text) == text));
  }
}

TEST_CASE("valid UTF-8 has no invalid byte") {
  CHECK_FALSE(find_invalid_utf8(""));
  CHECK_FALSE(find_invalid_utf8("abc 规矩 é \xF0\x9F\x98\x80"));
  CHECK_FALSE(find_invalid_utf8("\xEF\xBF\xBF"));
  CHECK_FALSE(find_invalid_utf8("\xF4\x8F\xBF\xBF"));
}

TEST_CASE("the offset of the first invalid byte is found") {
  CHECK(find_invalid_utf8("ab\xFF") == 2);
  CHECK(find_invalid_utf8("\x80") == 0);
  CHECK(find_invalid_utf8("规\xE7\x9F") == 3);        // cut off
  CHECK(find_invalid_utf8("\xC0\x80") == 0);          // overlong
  CHECK(find_invalid_utf8("\xE0\x9F\xBF") == 0);      // overlong
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);      // surrogate
  CHECK(find_invalid_utf8("\xF4\x90\x80\x80") == 0);  // past U+10FFFF
  CHECK(find_invalid_utf8("\xF0\x8F\xBF\xBF") == 0);  // overlong
  CHECK(find_invalid_utf8("a\xF5\x80\x80\x80") == 1);
}

TEST_CASE("the invalid byte is found wherever it stands among plain letters") {
  for (std::size_t at = 0; at < 40; ++at) {
    std::string text(40, 'x');
    text[at] = '\xFE';
    CHECK(find_invalid_utf8(text) == at);
  }
}

TEST_CASE("characters are decoded one by one, and a stray byte gives the replacement") {
  std::size_t at = 0;
  const std::string_view text = "a规\xFF\xF0\x9F\x98\x80";
  CHECK(next_character(text, at) == U'a');
  CHECK(next_character(text, at) == U'规');
  CHECK(next_character(text, at) == U'\uFFFD');
  CHECK(next_character(text, at) == U'\U0001F600');
  CHECK(at == text.size());
}

TEST_CASE("Chinese characters and full-width forms take two cells, combining ones none") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("规矩") == 4);
  CHECK(display_width("（甲）") == 6);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("") == 0);
}

TEST_CASE("characters are counted, not bytes") {
  CHECK(count_characters("规a矩") == 3);
  CHECK(count_characters("") == 0);
}

TEST_CASE("text that only shows itself stays as it is") {
  CHECK(printable("名称: 甲（一）· é 😀") == "名称: 甲（一）· é 😀");
}

TEST_CASE("what acts on a terminal or hides is made visible") {
  CHECK(printable("\x1b[31m") == "\\u{1b}[31m");
  CHECK(printable("a\nb\tc\r") == "a\\u{a}b\\u{9}c\\u{d}");
  CHECK(printable("\x7f") == "\\u{7f}");
  CHECK(printable("\u009b") == "\\u{9b}");
  CHECK(printable("\u202egpj") == "\\u{202e}gpj");
  CHECK(printable("\u2066\u2069\u200e\u200f\u061c") ==
        "\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}");
  CHECK(printable("\u200b\ufeff\u2028") == "\\u{200b}\\u{feff}\\u{2028}");
  CHECK(printable("\U000e0041") == "\\u{e0041}");
  CHECK(printable("\0"sv) == "\\u{0}");
}

TEST_CASE("bytes that are no UTF-8 are shown as bytes") {
  CHECK(printable("a\xFF\x80") == "a\\x{ff}\\x{80}");
  CHECK(printable("\xE7\x9F") == "\\x{e7}\\x{9f}");
}

TEST_CASE("full-width and half-width forms of a name are one name") {
  CHECK(normalized_name("杭州市第一医院（总院）") == normalized_name("杭州市第一医院(总院)"));
  CHECK(normalized_name("ＡＢＣ１２３") == "abc123");
  CHECK(normalized_name("ﾃｽﾄ") == normalized_name("テスト"));
}

TEST_CASE("letter case of Latin letters does not tell names apart") {
  CHECK(normalized_name("Ward B") == "ward b");
  CHECK(normalized_name("ÉCOLE") == normalized_name("école"));
}

TEST_CASE("spaces beside Chinese characters and brackets say nothing") {
  CHECK(normalized_name("杭 州 市") == "杭州市");
  CHECK(normalized_name("　杭州市\t") == "杭州市");
  CHECK(normalized_name("甲医院 （总院）") == normalized_name("甲医院(总院)"));
  CHECK(normalized_name("浙江 ABC 医院") == normalized_name("浙江ABC医院"));
}

TEST_CASE("between Latin words one space counts") {
  CHECK(normalized_name("  st.   mary  ") == "st. mary");
  CHECK(normalized_name("st mary") != normalized_name("stmary"));
}

TEST_CASE("characters that cannot be seen do not tell names apart") {
  CHECK(normalized_name("杭\u200b州\ufeff") == "杭州");
}

TEST_CASE("composed and decomposed letters are one") {
  CHECK(normalized_name("e\u0301") == normalized_name("\u00e9"));
}

TEST_CASE("a normal form is its own normal form") {
  for (const std::string_view name :
       {"", " ", "杭州 市", "Ａ  b", "e\u0301", "（ 甲 ）", "a\u200b\u0301", "İ", "ß", "ﬁ", "㎏ 规",
        "\u1e9e", "\xFF规", "a\u00a0b", "㍿ 甲", "〇 一"}) {
    const std::string normal = normalized_name(name);
    CAPTURE(name, normal);
    CHECK(normalized_name(normal) == normal);
    CHECK(is_normalized_name(normal));
    CHECK(is_normalized_name(name) == (normal == name));
  }
}

TEST_CASE("whether a name is normal is told without normalising it") {
  for (const std::string_view name : {"杭州市", "杭州 市", " 杭州", "杭州 ", "a b", "a  b", "A",
                                      "a 杭", "(a", "( a", "a (b)", "〇"}) {
    CAPTURE(name);
    CHECK(is_normalized_name(name) == (normalized_name(name) == name));
  }
}

TEST_CASE("the nearest word is the one a person meant") {
  constexpr std::array words{"members"sv, "lead"sv, "deputies"sv, "specialty"sv};
  CHECK(nearest("memebrs", words) == "members"sv);
  CHECK(nearest("Lead", words) == "lead"sv);
  CHECK(nearest("ｌｅａｄ", words) == "lead"sv);
  CHECK(nearest("speciality", words) == "specialty"sv);
  CHECK_FALSE(nearest("budget", words));
  CHECK_FALSE(nearest("", words));
  CHECK(nearest("memebrs", words.data(), words.size()) == "members"sv);
}

TEST_CASE("Chinese words of two characters may differ in one") {
  constexpr std::array words{"成员"sv, "牵头单位"sv};
  CHECK(nearest("成圆", words) == "成员"sv);
  CHECK(nearest("员成", words) == "成员"sv);
  CHECK(nearest("牵头单伟", words) == "牵头单位"sv);
  CHECK_FALSE(nearest("名称", words));
}

TEST_CASE("words with nothing in common are no slips, however short") {
  constexpr std::array words{"甲"sv, "b"sv};
  CHECK_FALSE(nearest("乙", words));
  CHECK(nearest("甲", words) == "甲"sv);
}

TEST_CASE("of equally near words the first is taken, and endless words are not compared") {
  constexpr std::array words{"abcx"sv, "abcy"sv};
  CHECK(nearest("abcz", words) == "abcx"sv);
  const std::string endless(100'000, 'a');
  CHECK_FALSE(nearest(endless, words));
}

}  // namespace
}  // namespace guiju
