// The maps that microscopists know, by a few sampled colours each; what lies between is this module's own.

extension ColorMap {
  /// A neutral grey that keeps its distance (13 in CIELAB) from every map but ``gray``.
  package static let grey = RGB(0xA2A2A2)

  /// Dark violet over green to yellow.
  public static let viridis = ColorMap(
    name: "viridis", kind: .sequential,
    anchors: [
      0x440154, 0x48186A, 0x472D7B, 0x424086, 0x3B528B, 0x33638D, 0x2C728E, 0x26828E, 0x21918C, 0x1FA088,
      0x28AE80,
      0x3FBC73, 0x5EC962, 0x84D44B, 0xADDC30, 0xD8E219, 0xFDE725,
    ])

  /// Black over violet and orange to a pale yellow.
  public static let magma = ColorMap(
    name: "magma", kind: .sequential,
    anchors: [
      0x000004, 0x0A0822, 0x1D1147, 0x36106B, 0x51127C, 0x6A1C81, 0x832681, 0x9C2E7F, 0xB73779, 0xD0416F,
      0xE75263,
      0xF56B5C, 0xFC8961, 0xFEA772, 0xFEC488, 0xFDE2A3, 0xFCFDBF,
    ])

  /// Black over violet and orange to yellow.
  public static let inferno = ColorMap(
    name: "inferno", kind: .sequential,
    anchors: [
      0x000004, 0x0B0724, 0x210C4A, 0x3D0965, 0x57106E, 0x71196E, 0x8A226A, 0xA32C61, 0xBC3754, 0xD24644,
      0xE45A31, 0xF1731D, 0xF98E09, 0xFCAC11, 0xF9CB35, 0xF2EA69, 0xFCFFA4,
    ])

  /// Blue over violet and orange to yellow.
  public static let plasma = ColorMap(
    name: "plasma", kind: .sequential,
    anchors: [
      0x0D0887, 0x310597, 0x4C02A1, 0x6600A7, 0x7E03A8, 0x9511A1, 0xAA2395, 0xBC3587, 0xCC4778, 0xDA5A6A,
      0xE66C5C, 0xF0804E, 0xF89540, 0xFDAC33, 0xFDC527, 0xF8DF25, 0xF0F921,
    ])

  /// Blue to yellow, nearly the same to every kind of colour vision.
  public static let cividis = ColorMap(
    name: "cividis", kind: .sequential,
    anchors: [
      0x00224E, 0x002E6A, 0x1A386F, 0x32436D, 0x434E6C, 0x535A6D, 0x61656F, 0x6F7073, 0x7D7C78, 0x8C8878,
      0x9B9476,
      0xABA072, 0xBCAE6C, 0xCDBB63, 0xDEC958, 0xF0D846, 0xFEE838,
    ])

  /// Black to white in equal steps of sRGB, as micrographs are shown. Its missing pixels are blue.
  public static let gray = ColorMap(
    name: "gray", kind: .sequential, missing: RGB(0x7D9CC4),
    anchors: (0...15).map { 0x111111 * $0 })

  /// Red over white to blue.
  public static let redBlue = ColorMap(
    name: "RdBu", kind: .diverging,
    anchors: [
      0x67001F, 0xB1182B, 0xD6604D, 0xF3A481, 0xFDDBC7, 0xF6F7F7, 0xD1E5F0, 0x90C4DD, 0x4393C3, 0x2065AB,
      0x053061,
    ])

  /// Blue over a light grey to red.
  public static let coolwarm = ColorMap(
    name: "coolwarm", kind: .diverging,
    anchors: [
      0x3B4CC0, 0x4E68D8, 0x6282EA, 0x779AF7, 0x8DB0FE, 0xA3C2FE, 0xB9D0F9, 0xCCD9ED, 0xDDDCDC, 0xECD3C5,
      0xF5C4AC,
      0xF7B093, 0xF4987A, 0xEB7D62, 0xDD5F4B, 0xCA3B37, 0xB40426,
    ])

  /// Violet over white to green.
  public static let purpleGreen = ColorMap(
    name: "PRGn", kind: .diverging,
    anchors: [
      0x40004B, 0x752982, 0x9970AB, 0xC1A4CE, 0xE7D4E8, 0xF6F7F6, 0xD9F0D3, 0xA5DA9F, 0x5AAE61, 0x1A7736,
      0x00441B,
    ])

  /// Brown over white to blue-green.
  public static let brownGreen = ColorMap(
    name: "BrBG", kind: .diverging,
    anchors: [
      0x543005, 0x8B500A, 0xBF812D, 0xDEC17B, 0xF6E8C3, 0xF4F5F5, 0xC7EAE5, 0x7FCCC0, 0x35978F, 0x01655D,
      0x003C30,
    ])

  /// Pale over blue, black and red to pale again: for angles.
  public static let twilight = ColorMap(
    name: "twilight", kind: .cyclic,
    anchors: [
      0xE2D9E2, 0xC4CED4, 0x95B5C7, 0x7297C1, 0x6276BA, 0x5E51AD, 0x592A8F, 0x45135C, 0x2F1436, 0x4A1342,
      0x741E4F,
      0x983550, 0xB25652, 0xC27C63, 0xCCA389, 0xD8C7BE, 0xE2D9E2,
    ])

  /// Every map, sequential ones first.
  public static let all = [
    viridis, magma, inferno, plasma, cividis, gray, redBlue, coolwarm, purpleGreen, brownGreen,
    twilight,
  ]

  /// The names that ``named(_:)`` knows, without the reversed ones.
  public static var names: [String] { all.map(\.name) }

  /// The map of a name such as `"viridis"` or, reversed, `"RdBu_r"`.
  ///
  /// - Throws: ``FigureError/unknownColorMap(_:)``.
  public static func named(_ name: String) throws(FigureError) -> ColorMap {
    let isReversed = name.hasSuffix("_r")
    let stem = isReversed ? String(name.dropLast(2)) : name
    guard let map = all.first(where: { $0.name == stem }) else { throw .unknownColorMap(name) }
    return isReversed ? map.reversed : map
  }
}
