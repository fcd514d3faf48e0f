import Imaging
import Testing

struct TableTests {
  @Test(arguments: [
    ("spacing (nm)", "spacing", "nm"), ("file", "file", nil), ("k (1/(nm))", "k", "1/(nm)"),
    ("mean value (°)", "mean value", "°"), ("f(x)", "f(x)", nil), (" (nm)", " (nm)", nil),
    ("x (", "x (", nil),
    ("x ()", "x", ""), ("a (b (c)", "a", "b (c"), ("", "", nil),
  ])
  func `a heading is a name and a unit, and back`(heading: String, name: String, unit: String?) {
    let column = Table.Column(heading: heading)
    #expect(column.name == name && column.unit == unit && column.heading == heading)
  }

  @Test func `a row leaves empty what it does not name`() {
    var table = Table([Table.Column("a"), Table.Column("b", unit: "nm")])
    table.append(["b": .number(2), "c": .number(3)])
    table.append(["a": .text("x")])
    #expect(table.rowCount == 2)
    #expect(table.columns[0].cells[0].isMissing && table.columns[0].cells[1] == .text("x"))
    #expect(table.columns[1].cells[0] == .number(2) && table.columns[1].cells[1].isMissing)
    #expect(table.columns[0].values.allSatisfy { $0.isNaN })
  }

  @Test func `rows are ordered by number, then text, then nothing, and equal ones stay`() throws {
    let cells: [Table.Cell] = [
      .text("b"), .number(2), .missing, .number(-1), .text("a"), .number(2), .missing,
    ]
    let table = Table([
      Table.Column("key", cells: cells), Table.Column("place", values: cells.indices.map { Double($0) }),
    ])
    let key = try #require(table.column("key"))
    func places(_ table: Table) -> [Double] { table.columns[1].values }
    #expect(places(table.sorted(by: key, textPrecedes: <)) == [3, 1, 5, 4, 0, 2, 6])
    #expect(places(table.sorted(by: key, isDescending: true, textPrecedes: <)) == [0, 4, 1, 5, 3, 2, 6])
    #expect(places(table) == [0, 1, 2, 3, 4, 5, 6])
  }
}
