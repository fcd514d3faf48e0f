import Foundation
import ImageFiles
import Imaging
import Testing

struct TableFileTests {
  static let awkwardTexts = [
    "", " ", "a", " a", "a ", "a,b", "a;b", "a\tb", "a\"b", "\"", "\"\"", "a\nb", "a\r\nb", "a\r", "\n", "12",
    "1e5",
    "nan", "NaN", "inf", "-Infinity", "0x1p3", "+1", ".5", "5.", "µm°Å", "\u{FEFF}a", "日本", "a'b", "#",
    "true", ",",
    "1,5", "1 2", "\u{A0}", "e\u{301}",
  ]
  static let awkwardNumbers: [Double] = [
    0, -0.0, 1, -1, 0.1, 1 / 3, .pi, .leastNonzeroMagnitude, 2.2250738585072014e-308, 1.7976931348623157e308,
    .infinity,
    -.infinity,
    .nan, -.nan, 9_007_199_254_740_992, 1e16, 123_456_789_012_345_680, 0x1.fffffffffffffp-3,
  ]

  /// What can be compared: NaN equals itself, and zeros have their sign.
  private func image(_ table: Table) -> [[String]] {
    table.columns.map { column in
      [column.heading]
        + column.cells.map { cell in
          switch cell {
          case .text(let text): "text \(Array(text.utf8))"
          case .number(let number): number.isNaN ? "missing" : "number \(number.bitPattern)"
          }
        }
    }
  }

  @Test(arguments: ["t.csv", "t.tsv"])
  func `a table comes back as it was written`(name: String) throws {
    let scratch = try Scratch()
    var table = Table([
      Table.Column("file"), Table.Column("d, mean", unit: "nm;\"x\""), Table.Column("12"),
      Table.Column("t", unit: "s"),
    ])
    for (index, text) in Self.awkwardTexts.enumerated() {
      let number = Self.awkwardNumbers[index % Self.awkwardNumbers.count]
      table.append([
        "file": .text(text), "d, mean": .number(number), "12": index % 2 == 0 ? .text(text) : .number(number),
      ])
    }
    let path = scratch.path(name)
    try TableFile.write(table, to: path, separator: name.hasSuffix("tsv") ? "\t" : ",")
    #expect(image(try TableFile.read(path)) == image(table))
  }

  @Test(arguments: awkwardTexts)
  func `a single cell comes back`(text: String) throws {
    let scratch = try Scratch()
    for cell in [Table.Cell.text(text), .missing] {
      let table = Table([Table.Column("x", cells: [cell, .number(1)])])
      try TableFile.write(table, to: scratch.path("t.csv"))
      #expect(image(try TableFile.read(scratch.path("t.csv"))) == image(table))
    }
  }

  @Test func `a table without rows keeps its headings`() throws {
    let scratch = try Scratch()
    let table = Table([Table.Column("a"), Table.Column("b", unit: "nm")])
    try TableFile.write(table, to: scratch.path("t.csv"))
    #expect(try String(contentsOfFile: scratch.path("t.csv"), encoding: .utf8) == "a,b (nm)\n")
    #expect(image(try TableFile.read(scratch.path("t.csv"))) == image(table))
  }

  private func read(_ text: String) throws -> [[String]] {
    image(try TableFile.read(Array(text.utf8), path: "t.csv"))
  }

  @Test func `tables of other programs are read`() throws {
    let one = "number \((1.0).bitPattern)"
    let text = "text \(Array("x".utf8))"
    #expect(try read("a,b\r\n1,x\r\n") == [["a", one], ["b", text]])
    #expect(try read("\u{FEFF}a;b\n1;x") == [["a", one], ["b", text]])
    #expect(try read("a\tb\n 1 \tx\n\n\n") == [["a", one], ["b", text]])
    #expect(try read("\"a\",\"b\"\n1,\"x\"\n") == [["a", one], ["b", text]])
    #expect(try read("a,b\n,x\n1,\n") == [["a", "missing", one], ["b", text, "missing"]])
    // ImageJ leaves the heading of the row numbers empty.
    #expect(try read(" ,b,b (nm)\n1,x,1\n") == [["column_1", one], ["b", text], ["b_2 (nm)", one]])
    #expect(try read("a\n\"x\"\n") == [["a", text]])
    #expect(try read("a,a_2,a,a,b\n").map { $0[0] } == ["a", "a_2", "a_3", "a_4", "b"])
  }

  @Test(arguments: [
    ("", "no line of headings"), ("\n\n", "no line of headings"), ("a,b\n1\n", "line 2 has 1 cells"),
    ("a,b\n1,2\n\"x\ny\",2\n1,2,3\n", "line 5 has 3 cells"), ("a\n\"x\n", "quotation mark"),
    ("a\0b\n", "UTF-8"),
  ])
  func `what is no table is refused with the place`(text: String, reason: String) {
    do {
      _ = try read(text)
      Issue.record("read")
    } catch { #expect("\(error)".hasPrefix("t.csv: ") && "\(error)".contains(reason), "\(error)") }
    #expect(throws: ImageFileError.self) { try TableFile.read([0x61, 0xFF], path: "t.csv") }
  }
}
