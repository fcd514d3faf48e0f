import Imaging
import Numerics

/// Gives each pixel to a grain.
struct GrainAssignment {
  /// For each grain the numbers of its families; the largest grain first.
  private(set) var members: [[Int]] = []
  private var masks: [Mask] = []
  private let image: Image
  private let groups: GrainGroups
  private let labels: Image
  private let confidence: Image
  private let confidences: [Double]

  init(groups: GrainGroups, grid: GrainWindows, image: Image, options: GrainSearch) {
    (self.image, self.groups) = (image, groups)
    var candidates = groups.groups
    // A grain too small to count leaves its pixels to the others.
    while true {
      let pixels = Self.pixels(candidates, groups, grid, image, options)
      var counts = [Int](repeating: 0, count: candidates.count)
      for owner in pixels.owners where owner >= 0 { counts[owner] += 1 }
      // Less than a window shows cannot be told.
      let least = max(Double(options.window * options.window), options.smallestShare * Double(image.count))
      if let small = counts.indices.filter({ Double(counts[$0]) < least }).min(by: { counts[$0] < counts[$1] }
      ) {
        candidates.remove(at: small)
        continue
      }
      let order = candidates.indices.sorted { counts[$0] > counts[$1] }
      var number = [Int](repeating: 0, count: candidates.count)
      for (place, candidate) in order.enumerated() { number[candidate] = place }
      members = order.map { candidates[$0] }
      var labels = image.with(pixels: pixels.owners.map { $0 < 0 ? .nan : Float(number[$0] + 1) })
      labels.label = "grain"
      var confidence = image.with(pixels: pixels.confidence)
      confidence.label = "confidence"
      (self.labels, self.confidence) = (labels, confidence)
      masks = members.indices.map { place in
        Mask(
          rows: image.rows, columns: image.columns, inside: labels.pixels.map { $0 == Float(place + 1) },
          calibration: image.calibration)
      }
      confidences = masks.map { mask in
        var (sum, count) = (0.0, 0)
        for index in mask.inside.indices where mask.inside[index] {
          sum += Double(pixels.confidence[index])
          count += 1
        }
        return count > 0 ? sum / Double(count) : 0
      }
      return
    }
  }

  /// The grain of each pixel, -1 for none, and the confidence in it.
  private static func pixels(
    _ candidates: [[Int]], _ groups: GrainGroups, _ grid: GrainWindows, _ image: Image, _ options: GrainSearch
  ) -> (owners: [Int], confidence: [Float]) {
    let scores = candidates.map { groups.score($0) }
    let noise = candidates.map { groups.mean(groups.noise, of: $0) }
    // Whether a window shows the grain at all: the mean signal to noise of its families, and a tenth of their power.
    let seen = candidates.indices.map { candidate in
      scores[candidate].indices.map { index in
        let group = candidates[candidate]
        let snr = group.reduce(0) { sum, family in
          let noise = groups.noise[family][index]
          return sum + (noise > 0 ? (groups.shares[family][index] / noise).squareRoot() : 0)
        }
        let isSeen = snr / Double(group.count) >= options.minimumSNR && scores[candidate][index] >= 0.1
        return isSeen ? 1.0 : 0.0
      }
    }
    let rows = Interpolation(starts: grid.rowStarts, side: grid.side, extent: image.rows)
    let columns = Interpolation(starts: grid.columnStarts, side: grid.side, extent: image.columns)
    let width = grid.columnStarts.count
    func value(_ plane: [Double], _ row: Interpolation.Place, _ column: Interpolation.Place) -> Double {
      let (top, bottom) = (row.index * width, row.next * width)
      let upper = plane[top + column.index] * (1 - column.share) + plane[top + column.next] * column.share
      let lower =
        plane[bottom + column.index] * (1 - column.share) + plane[bottom + column.next] * column.share
      return upper * (1 - row.share) + lower * row.share
    }
    var owners = [Int](repeating: -1, count: image.count)
    var confidence = [Float](repeating: .nan, count: image.count)
    guard !candidates.isEmpty else { return (owners, confidence) }
    for row in 0..<image.rows {
      for column in 0..<image.columns {
        let (down, across) = (rows.places[row], columns.places[column])
        var (best, first, second) = (0, -1.0, 0.0)
        for candidate in candidates.indices {
          let score = value(scores[candidate], down, across)
          if score > first {
            (second, first, best) = (max(first, 0), score, candidate)
          } else {
            second = max(second, score)
          }
        }
        guard value(seen[best], down, across) >= 0.5 else { continue }
        let rival = max(second, value(noise[best], down, across))
        let index = row * image.columns + column
        owners[index] = best
        confidence[index] = Float(max(0, (first - rival) / (first + rival)))
      }
    }
    return (owners, confidence)
  }

  /// The result, with each grain's reflections measured in the windows that show it best.
  func map(families: [LatticeSpot], search: SearchWindows) -> GrainMap {
    let grains = members.indices.map { place in
      Grain(
        reflections: reflections(of: place, families, search), mask: masks[place],
        confidence: confidences[place])
    }
    return GrainMap(source: image, grains: grains, labels: labels, confidence: confidence)
  }

  private func reflections(
    of place: Int, _ families: [LatticeSpot], _ search: SearchWindows
  ) -> [Reflection] {
    let side = search.side
    let inside = search.windows.filter { window in
      let (row, column) = (window.row + side / 2, window.column + side / 2)
      let index = row * image.columns + column
      return masks[place].inside[index] && confidence.pixels[index] > 0.5
    }
    let windows = SearchWindows(side: side, windows: inside.isEmpty ? search.windows : inside)
    let gradient = PhaseGradient(of: image, over: windows)
    return members[place].map { families[$0] }.sorted { $0.contrast > $1.contrast }.map { spot in
      let peak = gradient.peak(nearDx: spot.dx, dy: spot.dy, reach: 1.5)
      return Reflection(
        dx: peak?.dx ?? spot.dx, dy: peak?.dy ?? spot.dy, window: side, calibration: image.calibration,
        snr: Double.exp(spot.contrast / 2)
      ).towardsUpperRight
    }
  }
}

/// Between which windows each row or column of an image lies, by their centres.
private struct Interpolation {
  struct Place {
    let index, next: Int
    let share: Double
  }

  let places: [Place]

  init(starts: [Int], side: Int, extent: Int) {
    let centres = starts.map { Double($0) + Double(side - 1) / 2 }
    var index = 0
    places = (0..<extent).map { pixel in
      let position = Double(pixel)
      while index + 1 < centres.count, centres[index + 1] <= position { index += 1 }
      guard position > centres[index], index + 1 < centres.count else {
        return Place(index: index, next: index, share: 0)
      }
      let share = (position - centres[index]) / (centres[index + 1] - centres[index])
      return Place(index: index, next: index + 1, share: share)
    }
  }
}
