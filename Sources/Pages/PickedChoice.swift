import Imaging
import Inspection
import Lattice
import LuaSyntax

/// What somebody chose on the page.
public struct PickedChoice: Hashable, Sendable {
  /// In the order in which they were chosen.
  public var reflections: [Reflection]
  /// In the order in which they were drawn; names are those of variables, each once.
  public var regions: [NamedRegion]
  /// Nil when no mask was made.
  public var mask: MaskPreview.Options?

  /// A region and what a script calls it.
  public struct NamedRegion: Hashable, Sendable {
    public var name: String
    public var region: Region

    public init(name: String, region: Region) { (self.name, self.region) = (name, region) }
  }

  public init(
    reflections: [Reflection] = [], regions: [NamedRegion] = [], mask: MaskPreview.Options? = nil
  ) {
    (self.reflections, self.regions, self.mask) = (reflections, regions, mask)
  }
}

// MARK: - As the page sends it

extension PickedChoice {
  /// - Throws: When it is not what the page sends.
  init(_ fields: Metadata, unit: Calibration.Unit) throws(Refusal) {
    self.init()
    for spot in try Self.list(fields, "spots") {
      var reflection = Reflection(
        gx: try Self.number(spot, "gx"), gy: try Self.number(spot, "gy"), unit: unit)
      if case .number(let snr)? = spot["snr"], snr.isFinite { reflection.snr = snr }
      if case .string(let label)? = spot["label"], !label.isEmpty {
        reflection.label = String(label.prefix(100))
      }
      guard Reflection.spacings.contains(reflection.spacing) else {
        throw Refusal("a spot has no spacing that makes sense")
      }
      reflections.append(reflection)
    }
    for fields in try Self.list(fields, "regions") {
      guard case .string(let name)? = fields["name"], Self.isName(name),
        !regions.contains(where: { $0.name == name })
      else { throw Refusal("the name of a region is taken, or none: letters, digits and _") }
      regions.append(NamedRegion(name: name, region: try Self.region(fields)))
    }
    if case .group(let group)? = fields["mask"] { mask = try MaskPreview.Options(group) }
  }

  /// A name that a script can write behind a dot.
  static func isName(_ name: String) -> Bool { LuaName.isName(name) && name.utf8.count <= 60 }

  private static func region(_ fields: Metadata) throws(Refusal) -> Region {
    if fields["polygon"] != nil {
      let corners = try list(fields, "polygon")
      guard (3...10_000).contains(corners.count) else { throw Refusal("a polygon needs 3 corners or more") }
      var points: [Point] = []
      for corner in corners {
        points.append(Point(row: try place(corner, "row"), column: try place(corner, "column")))
      }
      return .polygon(points)
    }
    let (row, column) = (try place(fields, "row"), try place(fields, "column"))
    if fields["radius"] != nil {
      let radius = try place(fields, "radius")
      guard radius >= 0 else { throw Refusal("a radius must not be negative") }
      return .disc(centre: Point(row: row, column: column), radius: radius)
    }
    let (rows, columns) = (try place(fields, "rows"), try place(fields, "columns"))
    guard rows > 0, columns > 0 else { throw Refusal("a rectangle needs rows and columns") }
    return .rectangle(row: row, column: column, rows: rows, columns: columns)
  }

  private static func list(_ fields: Metadata, _ name: String) throws(Refusal) -> [Metadata] {
    guard case .list(let values)? = fields[name], values.count <= 10_000 else {
      throw Refusal("\(name) must be a list")
    }
    var groups: [Metadata] = []
    for value in values {
      guard case .group(let group) = value else { throw Refusal("\(name) must be a list of objects") }
      groups.append(group)
    }
    return groups
  }

  private static func number(_ fields: Metadata, _ name: String) throws(Refusal) -> Double {
    guard case .number(let value)? = fields[name], value.isFinite else {
      throw Refusal("\(name) must be a number")
    }
    return value
  }

  /// A position or length in pixels, to a hundredth: that is what a hand can do, and what can be read in a file.
  private static func place(_ fields: Metadata, _ name: String) throws(Refusal) -> Double {
    let value = try number(fields, name)
    guard abs(value) <= 1e6 else { throw Refusal("\(name) is too large") }
    return (value * 100).rounded() / 100
  }
}

extension MaskPreview.Options {
  /// - Throws: When it is not what the page sends.
  init(_ fields: Metadata) throws(Refusal) {
    func side(_ name: String) throws(Refusal) -> Int {
      guard case .number(let value)? = fields[name], (0...1000).contains(value),
        let side = Int(exactly: value)
      else { throw Refusal("\(name) must be a whole number from 0 to 1000") }
      return side
    }
    guard case .number(let threshold)? = fields["threshold"], threshold > 0, threshold.isFinite else {
      throw Refusal("the threshold must be more than 0")
    }
    guard case .string(let word)? = fields["keep"], let keep = Image.Kept(rawValue: word) else {
      throw Refusal("keep must be dark or bright")
    }
    self.init(threshold: threshold, open: try side("open"), close: try side("close"), keep: keep)
  }
}
