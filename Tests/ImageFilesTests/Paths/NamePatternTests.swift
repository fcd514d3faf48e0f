import ImageFiles
import Testing

struct NamePatternTests {
  @Test(arguments: [
    ("*", "a.tif"), ("*.tif", "a.TIF"), ("*.TIF", "a.tif"), ("a?c", "abc"), ("a*c", "ac"),
    ("a*b*c", "aXbYbZc"),
    ("**", "a"), ("frame*", "frame"), ("ÄPFEL.*", "äpfel.tif"), (".*", ".hidden"), ("[a].tif", "[a].tif"),
    ("?", "é"),
  ])
  func `a name that fits is found`(pattern: String, name: String) {
    #expect(NamePattern(pattern).matches(name))
  }

  @Test(arguments: [
    ("*.tif", "a.tiff"), ("a?c", "ac"), ("a*c", "acb"), ("*", ".hidden"), ("?hidden", ".hidden"), ("", "a"),
    ("a", ""), ("*a*b", "ba"),
  ])
  func `a name that does not fit is not found`(pattern: String, name: String) {
    #expect(!NamePattern(pattern).matches(name))
  }

  @Test func `many stars take no long time`() {
    #expect(
      !NamePattern(String(repeating: "a*", count: 40) + "b").matches(String(repeating: "a", count: 250)))
  }

  @Test(arguments: [
    ("a.{dm4,tif}", ["a.dm4", "a.tif"]), ("a", ["a"]), ("{a,b}{1,2}", ["a1", "a2", "b1", "b2"]),
    ("{a,{b,c}d}", ["a", "bd", "cd"]), ("x{,_1}.tif", ["x.tif", "x_1.tif"]), ("{a}", ["{a}"]),
    ("{a,b", ["{a,b"]), ("a,b}", ["a,b}"]), ("{x{a,b}}", ["{xa}", "{xb}"]), ("{a/b,c}/d", ["a/b/d", "c/d"]),
    ("{,}", ["", ""]),
  ])
  func `braces are alternatives`(pattern: String, expanded: [String]) {
    #expect(Braces.expand(pattern) == expanded)
  }

  @Test func `a thousand alternatives are enough`() {
    #expect(Braces.expand(String(repeating: "{a,b}", count: 9))?.count == 512)
    #expect(Braces.expand(String(repeating: "{a,b}", count: 200)) == nil)
  }
}
