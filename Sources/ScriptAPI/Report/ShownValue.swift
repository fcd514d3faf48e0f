import Figures
import Imaging
import Lattice
import Scripting

/// What `fringe.show` makes of a value.
indirect enum ShownValue {
  case figure(Figure)
  case table(Table)
  case group([ShownValue])
  case text(String)

  /// - Throws: When a figure of it cannot be made.
  init(_ slot: LuaSlot) throws {
    if let figure = try Self.figure(of: slot) {
      self = .figure(figure)
    } else if let table = slot.object(Table.self) {
      self = .table(table)
    } else if let reflection = slot.object(Reflection.self) {
      self = .table(Table(of: [reflection]))
    } else if slot.isTable, !slot.isDescribed {
      self = try Self.contents(of: slot)
    } else {
      self = .text(slot.text)
    }
  }

  /// The figure that an object has by itself.
  private static func figure(of slot: LuaSlot) throws -> Figure? {
    if let figure = slot.object(Figure.self) { return figure }
    if let image = slot.object(Image.self) { return Figure(image.panel) }
    if let map = slot.object(LatticeMap.self) { return MapFigure.figure(map) }
    if let strain = slot.object(StrainMap.self) { return StrainFigure.figure(strain) }
    if let spectrum = slot.object(Spectrum.self) {
      return Figure(ImagePanel(spectrum.logAmplitude(), colorMap: .gray, label: "ln |F|"))
    }
    return nil
  }

  /// A list of reflections or of records as a table, one of other objects one by one, another Lua table as names and
  /// values.
  private static func contents(of slot: LuaSlot) throws -> ShownValue {
    let places = 1...max(slot.listCount, 1)
    guard slot.listCount > 0 else { return .table(Table(named: slot)) }
    let reflections = places.compactMap { slot.element($0) { $0.object(Reflection.self) } }
    if reflections.count == slot.listCount { return .table(Table(of: reflections)) }
    if places.allSatisfy({ slot.element($0) { $0.isTable && $0.listCount == 0 } }) {
      return .table(Table(records: slot))
    }
    let figures = try places.compactMap { try slot.element($0) { try figure(of: $0) } }
    if figures.count == slot.listCount { return .group(figures.map(ShownValue.figure)) }
    return .table(
      Table([
        .init("place", values: places.map(Double.init)),
        .init("value", cells: places.map { slot.element($0, Table.Cell.init(shown:)) }),
      ]))
  }
}

extension Table {
  /// Reflections, one a row.
  init(of reflections: [Reflection]) {
    // Those of one image have one unit.
    let unit = Set(reflections.map(\.unit)).count == 1 ? reflections.first?.unit : nil
    self.init([
      Column(
        "reflection", cells: reflections.enumerated().map { .text($0.element.label ?? "\($0.offset + 1)") }),
      Column("spacing", unit: unit?.rawValue, values: reflections.map(\.spacing)),
      Column("angle", unit: "°", values: reflections.map(\.angle)),
      Column("gx", unit: unit?.reciprocal.rawValue, values: reflections.map(\.gx)),
      Column("gy", unit: unit?.reciprocal.rawValue, values: reflections.map(\.gy)),
      Column("snr", values: reflections.map { $0.snr ?? .nan }),
    ])
  }

  /// The named values of a Lua table, in order of their names.
  fileprivate init(named slot: LuaSlot) {
    var values: [String: Cell] = [:]
    slot.forEach { key, value in values[key.text] = Cell(shown: value) }
    let ordered = values.sorted { $0.key < $1.key }
    self.init([
      Column("name", cells: ordered.map { .text($0.key) }), Column("value", cells: ordered.map(\.value)),
    ])
  }

  /// A list of Lua tables, one a row, in order of the names in them.
  fileprivate init(records slot: LuaSlot) {
    var rows: [[String: Cell]] = []
    for place in 1...slot.listCount {
      var row: [String: Cell] = [:]
      slot.element(place) { record in
        record.forEach { key, value in row[key.text] = Cell(shown: value) }
      }
      rows.append(row)
    }
    let names = Set(rows.flatMap(\.keys)).sorted()
    self.init(names.map { name in Column(name, cells: rows.map { $0[name] ?? .missing }) })
  }
}

extension Table.Cell {
  /// A number as such, anything else as its text.
  fileprivate init(shown slot: LuaSlot) { self = slot.number.map(Table.Cell.number) ?? .text(slot.text) }
}
