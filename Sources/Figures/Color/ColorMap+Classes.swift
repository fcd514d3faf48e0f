extension ColorMap {
  /// One flat colour for each of `count` classes, told apart by every kind of colour vision for the first seven
  /// (M. Okabe and K. Ito, Color Universal Design, 2008); further ones are lighter and darker shades of these.
  package static func classes(_ count: Int) -> ColorMap {
    let hues: [UInt32] = [0x0072B2, 0xE69F00, 0x009E73, 0xCC79A7, 0x56B4E9, 0xD55E00, 0xF0E442]
    let shades = [0.0, -22, 18, -38, 30]
    let colors = (0..<max(count, 1)).map { index in
      var color = Lab(RGB(hues[index % hues.count]))
      color.lightness = min(max(color.lightness + shades[index / hues.count % shades.count], 10), 95)
      return color.rgb
    }
    return ColorMap(steps: colors)
  }
}
