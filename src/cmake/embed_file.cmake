# Writes TO, a C++ file that defines the string_view NAME with the bytes of FROM.
file(READ ${FROM} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${bytes}")
# 64 bytes a line, for whoever has to look at it.
string(REPEAT "." 256 line)
string(REGEX REPLACE "(${line})" "\\1\"\n    \"" bytes "${bytes}")
file(WRITE ${TO} "#include <string_view>

namespace guiju {
using namespace std::string_view_literals;
extern const std::string_view ${NAME};
constinit const std::string_view ${NAME} =
    \"${bytes}\"sv;
}  // namespace guiju
")
