import Imaging

/// Relative to which lattice strain is measured.
public enum StrainReference: Sendable {
  /// The mean spacing and direction over a region, as a mask of the map's or of the source's size.
  case region(Mask)
  /// Given reflections, one for each of the map's, in the same order.
  case reflections([Reflection])
  /// The median spacing and direction over the whole map.
  case median
}

extension StrainReference {
  /// What kind of reference a strain map has.
  public enum Kind: String, Hashable, Sendable { case region, reflections, median }

  public var kind: Kind {
    switch self {
    case .region: .region
    case .reflections: .reflections
    case .median: .median
    }
  }
}

/// Why no strain can be computed.
public enum StrainError: Error, Hashable, Sendable {
  /// Strain in two dimensions needs two reflections or more.
  case tooFewReflections(Int)
  /// All reflections are nearly parallel: the largest angle between two, degrees.
  case collinear(Double)
  /// The reference has no pixel with a value of this reflection, counted from 0.
  case emptyReference(Int)
  /// As many reference reflections are needed as the map has.
  case referenceCount(found: Int, needed: Int)
  /// A reference reflection (counted from 0) is another family than the map's: their angle and ratio of spacings.
  case foreignReference(Int, angle: Double, ratio: Double)
  /// A reference reflection is in another unit than the map.
  case unit(found: Calibration.Unit, needed: Calibration.Unit)
  case image(ImageError)
}

extension StrainError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .tooFewReflections(let count):
      "strain needs two reflections that are not parallel, and there \(count == 1 ? "is 1" : "are \(count)"); give two or more"
    case .collinear(let angle):
      "the reflections are within \(NumberFormat.significant(angle, digits: 2))° of each other, and say nothing "
        + "about the strain across; give another one, 5° or more away"
    case .emptyReference(let index):
      "the reference holds no pixel with a value of reflection \(index + 1); choose a region where all are found"
    case .referenceCount(let found, let needed):
      "the reference has \(found) reflections where the map has \(needed); give one for each, in the same order"
    case .foreignReference(let index, let angle, let ratio):
      "reference reflection \(index + 1) is \(NumberFormat.significant(angle, digits: 3))° from the map's and has "
        + "\(NumberFormat.significant(ratio, digits: 3)) times its spacing; give them in the map's order"
    case .unit(let found, let needed):
      "the reference is in \(found.rawValue) and the map in \(needed.rawValue)"
    case .image(let error): error.description
    }
  }
}

/// A reflection of the reference, with what its error does to the strain.
struct ReferenceVector {
  var vector: Vector2
  /// 1σ of each component of g.
  var sigma: Double
}

extension LatticeMap {
  /// The reference's vectors, one for each reflection, in the map's convention of signs.
  func vectors(of reference: StrainReference) throws(StrainError) -> [ReferenceVector] {
    switch reference {
    case .reflections(let given): return try ReferenceVector.vectors(given, for: reflections)
    case .region(let mask):
      let sampled: Mask
      do throws(ImageError) { sampled = try self.sampled(mask) } catch { throw .image(error) }
      var vectors: [ReferenceVector] = []
      for (index, planes) in reflectionMaps.enumerated() {
        let mean = planes.mean(options, mask: sampled)
        guard mean.count > 0 else { throw .emptyReference(index) }
        vectors.append(
          ReferenceVector(
            spacing: mean.spacing, angle: mean.angle, spacingSigma: mean.randomSpacingSigma,
            angleSigma: mean.angleSigma))
      }
      return vectors
    case .median:
      var vectors: [ReferenceVector] = []
      for (index, planes) in reflectionMaps.enumerated() {
        let mean = planes.mean(options, mask: nil)
        guard mean.count > 0 else { throw .emptyReference(index) }
        // Of normal errors, the median's σ is √(π/2) times the mean's.
        let wider = (Double.pi / 2).squareRoot()
        vectors.append(
          ReferenceVector(
            spacing: planes.spacing.median(), angle: planes.angle.median(),
            spacingSigma: wider * mean.randomSpacingSigma, angleSigma: wider * mean.angleSigma))
      }
      return vectors
    }
  }

}

extension ReferenceVector {
  /// Given reflections as the reference of others, in their convention of signs.
  static func vectors(
    _ given: [Reflection], for reflections: [Reflection]
  ) throws(StrainError) -> [ReferenceVector] {
    guard given.count == reflections.count else {
      throw .referenceCount(found: given.count, needed: reflections.count)
    }
    var vectors: [ReferenceVector] = []
    for (index, (own, other)) in zip(reflections, given).enumerated() {
      guard other.unit == own.unit else { throw .unit(found: other.unit, needed: own.unit) }
      let (angle, ratio) = (own.angle(to: other), other.spacing / own.spacing)
      guard abs(angle) <= 25, (0.6...1.6).contains(ratio) else {
        throw .foreignReference(index, angle: abs(angle), ratio: ratio)
      }
      vectors.append(
        ReferenceVector(
          vector: Vector2(length: 1 / other.spacing, direction: own.angle + angle), sigma: 0))
    }
    return vectors
  }
}

extension ReferenceVector {
  init(spacing: Double, angle: Double, spacingSigma: Double, angleSigma: Double) {
    vector = Vector2(length: 1 / spacing, direction: angle)
    let radial = spacingSigma / (spacing * spacing)
    let tangential = angleSigma * .pi / 180 / spacing
    let sigma = ((radial * radial + tangential * tangential) / 2).squareRoot()
    self.sigma = sigma.isFinite ? sigma : 0
  }
}
