import LuaSyntax
import Testing

struct LexerTests {
  private func words(_ text: String) throws -> [String] {
    try Lexer.tokens(of: Array(text.utf8)).dropLast().map(\.text)
  }

  @Test(arguments: [
    ("a.b:c(1)", ["a", ".", "b", ":", "c", "(", "1", ")"]), ("a..b...c", ["a", "..", "b", "...", "c"]),
    ("x//=y", ["x", "//", "=", "y"]), ("a<<b<=c<d", ["a", "<<", "b", "<=", "c", "<", "d"]),
    ("::a::", ["::", "a", "::"]),
    ("0x1p-3+0xA 1e+5 .5 3..2", ["0x1p-3", "+", "0xA", "1e+5", ".5", "3..2"]),
    ("a -- b\n c --[[ d\n e ]] f --[==[ ]] ]==] g", ["a", "c", "f", "g"]),
    ("#!/usr/bin/env fringe\nx", ["x"]), ("a -- b\r c", ["a", "c"]), ("# a\r b\nx", ["x"]),
    ("'a\\'b' \"c\\n\" 'd\\z \n  e'", ["a'b", "c\n", "de"]), ("[[\na]b]] [=[ ]] ]=]", ["a]b", " ]] "]),
    ("t[t[1]]", ["t", "[", "t", "[", "1", "]", "]"]),
    ("a~=b~c", ["a", "~=", "b", "~", "c"]), ("", []), ("-- only", []),
  ])
  func `words are told apart as Lua does`(text: String, expected: [String]) throws {
    #expect(try words(text) == expected)
  }

  @Test func `words know their line and whether they come first in it`() throws {
    let tokens = try Lexer.tokens(of: Array("a b\n\n [[x\ny]] c\n  d".utf8))
    #expect(tokens.map(\.line) == [1, 1, 3, 4, 5, 5])
    #expect(tokens.map(\.isFirstOnLine) == [true, false, true, false, true, false])
    #expect(tokens.map(\.offset) == [0, 2, 6, 14, 18, 19])
  }

  @Test(arguments: ["'a", "'a\nb'", "[[a", "--[[ a", "a $ b", "'a\\"])
  func `what is not closed is an error`(text: String) {
    #expect(throws: LuaSyntaxError.self) { try words(text) }
  }
}
