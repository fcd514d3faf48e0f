/// A common crystal, with the place where its numbers are published.
struct CatalogEntry {
  let name: String
  /// nm.
  let a, b, c: Double
  let gamma: Double
  let structure: Structure
  let source: String
  var isLayer = false

  static func cubic(_ name: String, _ a: Double, _ structure: Structure, _ source: String) -> CatalogEntry {
    CatalogEntry(name: name, a: a, b: a, c: a, gamma: 90, structure: structure, source: source)
  }

  static func tetragonal(
    _ name: String, _ a: Double, _ c: Double, _ structure: Structure, _ source: String
  ) -> CatalogEntry {
    CatalogEntry(name: name, a: a, b: a, c: c, gamma: 90, structure: structure, source: source)
  }

  static func hexagonal(
    _ name: String, _ a: Double, _ c: Double, _ structure: Structure, _ source: String, layer: Bool = false
  ) -> CatalogEntry {
    CatalogEntry(
      name: name, a: a, b: a, c: c, gamma: 120, structure: structure, source: source, isLayer: layer)
  }

  func crystal() throws(CrystalError) -> Crystal {
    var atoms: [Crystal.Atom] = []
    for site in structure.sites {
      guard let element = Element(symbol: site.symbol) else { throw .element(site.symbol) }
      atoms.append(Crystal.Atom(element, site.x, site.y, site.z))
    }
    return try Crystal(
      cell: UnitCell(a: a, b: b, c: c, gamma: gamma), centring: structure.centring, atoms: atoms, name: name,
      spaceGroup: structure.spaceGroup, source: source, isLayer: isLayer)
  }
}

extension Crystal {
  /// The names that ``named(_:)`` knows.
  public static var names: [String] { CrystalCatalog.entries.map(\.name) }

  /// A common crystal at room temperature; nil when the name is not known.
  public static func named(_ name: String) throws(CrystalError) -> Crystal? {
    for entry in CrystalCatalog.entries where entry.name == name { return try entry.crystal() }
    return nil
  }
}
