import Imaging

/// A value that stands for something with a name: the number of a grain, a status.
public struct ValueClass: Hashable, Sendable {
  public var value: Float
  public var name: String

  public init(_ value: Float, _ name: String) {
    self.value = value
    self.name = name
  }
}

extension [ValueClass] {
  /// The number of each pixel's class, from 0; NaN for what is in none.
  func indices(of image: Image) -> Image {
    var numbers: [Float: Float] = [:]
    for (number, item) in enumerated() { numbers[item.value] = numbers[item.value] ?? Float(number) }
    return image.with(pixels: image.pixels.map { numbers[$0] ?? .nan })
  }
}
