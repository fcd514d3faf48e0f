import Imaging
import Numerics

/// Least and greatest value, mean and spread of the images that have been written, as the header keeps them.
struct MRCStatistics {
  private var count = 0.0
  private var mean = 0.0
  /// Sum of the squared differences to the mean.
  private var squares = 0.0
  private var least = Double.infinity
  private var greatest = -Double.infinity
  private var isComplete = true

  mutating func add(_ samples: Samples) {
    switch samples {
    case .int16(let values): add(values) { Double($0) }
    case .uint16(let values): add(values) { Double($0) }
    case .float32(let values): add(values) { Double($0) }
    default: isComplete = false
    }
  }

  private mutating func add<T>(_ values: [T], _ double: (T) -> Double) {
    var sum = 0.0
    for value in values {
      let number = double(value)
      sum += number
      least = min(least, number)
      greatest = max(greatest, number)
    }
    let (added, center) = (Double(values.count), sum / Double(values.count))
    var spread = 0.0
    for value in values {
      let difference = double(value) - center
      spread += difference * difference
    }
    // Chan, Golub and LeVeque (1979): the moments of two sets together.
    let difference = center - mean
    squares += spread + difference * difference * count * added / (count + added)
    mean += difference * added / (count + added)
    count += added
    if !sum.isFinite { isComplete = false }
  }

  /// DMIN, DMAX, DMEAN and RMS. Where values are missing, so that there are none, they stand in the order by which the
  /// specification marks this: DMAX < DMIN, DMEAN below both, RMS negative.
  var fields: (minimum: Float, maximum: Float, mean: Float, rms: Float) {
    guard isComplete, count > 0 else { return (0, -1, -2, -1) }
    return (Float(least), Float(greatest), Float(mean), Float((squares / count).squareRoot()))
  }
}
