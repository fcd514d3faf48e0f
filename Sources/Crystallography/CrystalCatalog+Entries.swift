/// The common crystals: cells at room temperature in nm, each with its source.
enum CrystalCatalog {
  private static let nbs = "H. E. Swanson and E. Tatge, NBS Circular 539, vol. 1 (1953)"
  private static let nbs2 = "H. E. Swanson and R. K. Fuyat, NBS Circular 539, vol. 2 (1953)"
  private static let vurgaftman =
    "I. Vurgaftman, J. R. Meyer and L. R. Ram-Mohan, J. Appl. Phys. 89, 5815 (2001)"
  private static let schmidbauer =
    "M. Schmidbauer, A. Kwasniewski and J. Schwarzkopf, Acta Crystallogr. B 68, 8 (2012)"
  private static let baskin = "Y. Baskin and L. Meyer, Phys. Rev. 100, 544 (1955)"

  static let entries: [CatalogEntry] = metals + semiconductors + oxides + others

  private static let metals: [CatalogEntry] = [
    .cubic("Au", 0.40786, .element("Au", .faceCentred), nbs),
    .cubic("Ag", 0.40862, .element("Ag", .faceCentred), nbs),
    .cubic("Cu", 0.36150, .element("Cu", .faceCentred), nbs),
    .cubic("Al", 0.40494, .element("Al", .faceCentred), nbs),
    .cubic("Ni", 0.35238, .element("Ni", .faceCentred), nbs),
    .cubic("Pt", 0.39231, .element("Pt", .faceCentred), nbs),
    .cubic("Pd", 0.38898, .element("Pd", .faceCentred), nbs),
    .cubic(
      "Fe", 0.28664, .element("Fe", .bodyCentred),
      "H. E. Swanson, R. K. Fuyat and G. M. Ugrinic, NBS Circular 539, vol. 4 (1955)"),
    .cubic("W", 0.31648, .element("W", .bodyCentred), nbs),
  ]

  private static let semiconductors: [CatalogEntry] = [
    .cubic(
      "Si", 0.5431020511, .diamond("Si", "Si"),
      "E. Tiesinga, P. J. Mohr, D. B. Newell and B. N. Taylor, Rev. Mod. Phys. 93, 025010 (2021)"),
    .cubic(
      "Ge", 0.56579, .diamond("Ge", "Ge"), "J. F. C. Baker and M. Hart, Acta Crystallogr. A 31, 364 (1975)"),
    .cubic("diamond", 0.35667, .diamond("C", "C"), nbs2),
    .cubic("GaAs", 0.565325, .diamond("Ga", "As"), vurgaftman),
    .cubic("GaP", 0.54505, .diamond("Ga", "P"), vurgaftman),
    .cubic("AlAs", 0.56611, .diamond("Al", "As"), vurgaftman),
    .cubic("InP", 0.58697, .diamond("In", "P"), vurgaftman),
    .cubic("InAs", 0.60583, .diamond("In", "As"), vurgaftman),
    .hexagonal(
      "GaN", 0.3189, 0.5185, .wurtzite("Ga", "N", u: 0.377),
      "I. Vurgaftman and J. R. Meyer, J. Appl. Phys. 94, 3675 (2003)"),
    .hexagonal(
      "ZnO", 0.324982, 0.520661, .wurtzite("Zn", "O", u: 0.382),
      "H. F. McMurdie and others, Powder Diffr. 1, 76 (1986)"),
  ]

  private static let oxides: [CatalogEntry] = [
    .cubic(
      "SrTiO3", 0.390527,
      .listed(
        .primitive, "Pm-3m",
        [
          ("Sr", 0, 0, 0), ("Ti", 0.5, 0.5, 0.5), ("O", 0.5, 0.5, 0), ("O", 0.5, 0, 0.5), ("O", 0, 0.5, 0.5),
        ]), schmidbauer),
    .tetragonal(
      "BaTiO3", 0.3994, 0.4038,
      .listed(
        .primitive, "P4mm",
        [
          ("Ba", 0, 0, 0), ("Ti", 0.5, 0.5, 0.5135), ("O", 0.5, 0.5, -0.025), ("O", 0.5, 0, 0.485),
          ("O", 0, 0.5, 0.485),
        ]),
      "NBS Circular 539, vol. 3 (1954); J. Harada, T. Pedersen and Z. Barnea, Acta Crystallogr. A 26, 336 (1970)"
    ),
    CatalogEntry(
      name: "DyScO3", a: 0.5442417, b: 0.5719357, c: 0.7904326, gamma: 90,
      structure: .listed(.primitive, "Pbnm", scandateSites),
      source: "\(schmidbauer); R. P. Liferovich and R. H. Mitchell, J. Solid State Chem. 177, 2188 (2004)"),
    .cubic(
      "MgO", 0.42117, .rockSalt("Mg", "O"),
      "S. Sasaki, K. Fujino and Y. Takéuchi, Proc. Japan Acad. B 55, 43 (1979)"),
    .tetragonal("rutile", 0.45933, 0.29592, .listed(.primitive, "P4_2/mnm", rutileSites(u: 0.3048)), titania),
    .tetragonal(
      "anatase", 0.37852, 0.95139,
      .listed(
        .bodyCentred, "I4_1/amd",
        [
          ("Ti", 0, 0, 0), ("Ti", 0, 0.5, 0.25), ("O", 0, 0, 0.2081), ("O", 0, 0, -0.2081),
          ("O", 0, 0.5, 0.4581), ("O", 0, 0.5, 0.0419),
        ]), titania),
    .cubic("CeO2", 0.541134, .fluorite("Ce", "O"), "NBS Monograph 25, sec. 20 (1984)"),
  ]

  private static let others: [CatalogEntry] = [
    .cubic("NaCl", 0.56402, .rockSalt("Na", "Cl"), nbs2),
    .hexagonal(
      "graphene", 0.24612, 0.335395,
      .listed(.primitive, "p6mm", [("C", 1.0 / 3, 2.0 / 3, 0), ("C", 2.0 / 3, 1.0 / 3, 0)]), baskin,
      layer: true),
    .hexagonal(
      "graphite", 0.24612, 0.67079,
      .listed(
        .primitive, "P6_3/mmc",
        [
          ("C", 0, 0, 0.25), ("C", 0, 0, 0.75), ("C", 1.0 / 3, 2.0 / 3, 0.25), ("C", 2.0 / 3, 1.0 / 3, 0.75),
        ]), baskin),
    .hexagonal(
      "BN", 0.2504, 0.6661,
      .listed(
        .primitive, "P6_3/mmc",
        [
          ("B", 1.0 / 3, 2.0 / 3, 0.25), ("B", 2.0 / 3, 1.0 / 3, 0.75), ("N", 1.0 / 3, 2.0 / 3, 0.75),
          ("N", 2.0 / 3, 1.0 / 3, 0.25),
        ]), "R. S. Pease, Acta Crystallogr. 5, 356 (1952)"),
    .hexagonal(
      "MoS2", 0.31604, 1.2295,
      .listed(
        .primitive, "P6_3/mmc",
        [
          ("Mo", 1.0 / 3, 2.0 / 3, 0.25), ("Mo", 2.0 / 3, 1.0 / 3, 0.75), ("S", 1.0 / 3, 2.0 / 3, 0.621),
          ("S", 2.0 / 3, 1.0 / 3, 0.121), ("S", 2.0 / 3, 1.0 / 3, 0.379), ("S", 1.0 / 3, 2.0 / 3, 0.879),
        ]),
      "K. D. Bronsema, J. L. de Boer and F. Jellinek, Z. anorg. allg. Chem. 540, 15 (1986)"),
  ]

  private static let titania =
    "NBS Monograph 25, sec. 7 (1969); J. K. Burdett and others, J. Am. Chem. Soc. 109, 3639 (1987)"

  private static func rutileSites(u: Double) -> [Structure.Site] {
    [
      ("Ti", 0, 0, 0), ("Ti", 0.5, 0.5, 0.5), ("O", u, u, 0), ("O", -u, -u, 0), ("O", 0.5 + u, 0.5 - u, 0.5),
      ("O", 0.5 - u, 0.5 + u, 0.5),
    ]
  }

  /// Of the setting Pbnm: the heavy atom and O1 on the mirror plane, Sc at a centre of inversion, O2 anywhere; rounded to
  /// three digits, which is enough for what is extinct and what is weak.
  private static let scandateSites: [Structure.Site] = {
    func onMirror(_ symbol: String, _ x: Double, _ y: Double) -> [Structure.Site] {
      [
        (symbol, x, y, 0.25), (symbol, -x, -y, 0.75), (symbol, 0.5 + x, 0.5 - y, 0.75),
        (symbol, 0.5 - x, 0.5 + y, 0.25),
      ]
    }
    let (x, y, z) = (0.694, 0.304, 0.061)
    let oxygen: [Structure.Site] = [
      ("O", x, y, z), ("O", -x, -y, 0.5 + z), ("O", 0.5 + x, 0.5 - y, -z), ("O", 0.5 - x, 0.5 + y, 0.5 - z),
      ("O", -x, -y, -z), ("O", x, y, 0.5 - z), ("O", 0.5 - x, 0.5 + y, z), ("O", 0.5 + x, 0.5 - y, 0.5 + z),
    ]
    return onMirror("Dy", 0.983, 0.061)
      + [("Sc", 0.5, 0, 0), ("Sc", 0.5, 0, 0.5), ("Sc", 0, 0.5, 0), ("Sc", 0, 0.5, 0.5)]
      + onMirror("O", 0.118, 0.444) + oxygen
  }()
}
