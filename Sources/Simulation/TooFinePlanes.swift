import Imaging
import Lattice

/// Planes of a simulated crystal that are two pixels apart or less where it is deformed: no image can show them.
public struct TooFinePlanes: Hashable, Sendable {
  /// The reflection of which the planes are closest, from 0.
  public var reflection: Int
  /// The smallest spacing, nm.
  public var spacing: Double
  /// The part of the crystal in which planes are too fine, 0…1.
  public var share: Double
}

extension ParticleSimulation {
  /// What of the planes is too fine inside the particle.
  ///
  /// - Parameters:
  ///   - grains: The reflections of the main grain and of the turned one.
  ///   - goOn: Is called for every reflection, and throws when cancelled.
  func tooFinePlanes(
    _ grains: [[Reflection]], _ particle: [Bool], _ grain: [Bool], _ goOn: () throws -> Void
  ) rethrows -> TooFinePlanes? {
    var isTooFine = [Bool](repeating: false, count: size * size)
    var finest: (reflection: Int, frequency: Double)?
    for number in reflections.indices {
      for (place, own) in grains.enumerated() {
        try goOn()
        guard let frequency = frequencies(of: own[number]) else { continue }
        for index in particle.indices where particle[index] && grain[index] == (place == 1) {
          let found = frequency(index / size, index % size)
          guard found >= 0.5 else { continue }
          isTooFine[index] = true
          if found > finest?.frequency ?? 0 { finest = (number, found) }
        }
      }
    }
    return finest.map { finest in
      let share = Double(isTooFine.count { $0 }) / Double(max(1, particle.count { $0 }))
      return TooFinePlanes(
        reflection: finest.reflection, spacing: pixelSize / finest.frequency, share: share)
    }
  }

  /// The planes a pixel at each pixel; nil where they are known to be below one half everywhere.
  ///
  /// Of the steps to the pixels on both sides the smaller one counts: across the cut behind a dislocation the other one is
  /// no strain.
  private func frequencies(of reflection: Reflection) -> ((_ row: Int, _ column: Int) -> Double)? {
    guard let displacement else {
      let columns = (0..<size).map { pixelSize / lattice.local(reflection, x: position($0)).spacing }
      return columns.contains { $0 >= 0.5 } ? { _, column in columns[column] } : nil
    }
    let turns = (0..<size * size).map { index in
      lattice.turns(
        reflection, x: position(index % size) - displacement.x[index],
        y: -position(index / size) - displacement.y[index])
    }
    func step(_ index: Int, _ stride: Int, isFirst: Bool, isLast: Bool) -> Double {
      let before = isFirst ? .infinity : abs(turns[index] - turns[index - stride])
      let after = isLast ? .infinity : abs(turns[index + stride] - turns[index])
      return min(before, after)
    }
    return { [size] row, column in
      let index = row * size + column
      let across = step(index, 1, isFirst: column == 0, isLast: column == size - 1)
      let down = step(index, size, isFirst: row == 0, isLast: row == size - 1)
      return (across * across + down * down).squareRoot()
    }
  }
}

extension AtomicTruth {
  /// What of the planes is too fine for the pixels.
  public var tooFine: TooFinePlanes? {
    guard let first = spacing.first else { return nil }
    let limit = Float(2 * first.calibration.pixelSize)
    var isTooFine = [Bool](repeating: false, count: first.count)
    var finest: (reflection: Int, spacing: Float)?
    for (number, image) in spacing.enumerated() {
      for (index, value) in image.pixels.enumerated() where value <= limit {
        isTooFine[index] = true
        if value < finest?.spacing ?? .infinity { finest = (number, value) }
      }
    }
    return finest.map { finest in
      let share = Double(isTooFine.count { $0 }) / Double(max(1, particle.count))
      return TooFinePlanes(
        reflection: finest.reflection, spacing: Double(finest.spacing), share: share)
    }
  }
}
