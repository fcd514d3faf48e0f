import Imaging

/// Clusters the peaks of local spectra: what many windows show at one place in the spectrum is one family of planes.
struct SpotFamilies: Sendable {
  /// Mean position, largest level and contrast of each family, the most frequent first.
  private(set) var spots: [LatticeSpot] = []

  /// The most that are looked at.
  static let most = 48

  /// How far a peak may be from its family, FFT pixels.
  static let radius = 1.25

  /// - Parameters:
  ///   - windows: Those to look at.
  ///   - needed: In how many of them a family must be seen.
  ///   - isCancelled: Is asked before every window.
  /// - Returns: nil when cancelled.
  init?(
    in image: Image, windows: SearchWindows, needed: Int, threads: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) {
    let count = windows.windows.count
    let found = Collected(count: count)
    let done = Workers.run(count: count, threads: threads, isCancelled: isCancelled, progress: { _ in }) {
      queue in
      queue.forEach { index in found.set(Self.peaks(in: image, windows.single(index)), at: index) }
    }
    guard done else { return nil }
    var clusters: [Cluster] = []
    let peaks = found.all.flatMap(\.self).sorted { ($0.contrast, $0.dy, $0.dx) > ($1.contrast, $1.dy, $1.dx) }
    for peak in peaks {
      if let nearest = clusters.indices.min(by: {
        clusters[$0].distance(to: peak) < clusters[$1].distance(to: peak)
      }),
        clusters[nearest].distance(to: peak) <= Self.radius
      {
        clusters[nearest].add(peak)
      } else {
        clusters.append(Cluster(peak))
      }
    }
    let kept = clusters.filter { $0.count >= needed }.sorted { $0.weight > $1.weight }
    // A cluster that grew towards another one is a part of it.
    for cluster in kept
    where spots.count < Self.most
      && !spots.contains(where: { Cluster($0).distance(to: cluster.spot) <= Self.radius })
    {
      spots.append(cluster.spot)
    }
  }

  /// The compact peaks of one window.
  private static func peaks(in image: Image, _ window: SearchWindows) -> [LatticeSpot] {
    let detector = SpotDetector(MeanPower(of: image, over: window))
    return detector.spots().prefix(LatticeSpot.most).filter {
      $0.contrast >= detector.threshold && $0.compactness >= detector.threshold
    }.map { spot in
      let vertex = detector.vertex(of: spot)
      return LatticeSpot(dx: vertex.dx, dy: vertex.dy, level: spot.level, contrast: spot.contrast)
    }
  }

  private struct Cluster {
    private var sumX, sumY: Double
    private(set) var weight: Double
    private(set) var count = 1
    private var level, contrast: Double

    init(_ peak: LatticeSpot) {
      weight = peak.contrast
      (sumX, sumY) = (peak.dx * weight, peak.dy * weight)
      (level, contrast) = (peak.level, peak.contrast)
    }

    var spot: LatticeSpot {
      LatticeSpot(dx: sumX / weight, dy: sumY / weight, level: level, contrast: contrast)
    }

    /// From its mean to a peak or the peak's partner.
    func distance(to peak: LatticeSpot) -> Double {
      let spot = spot
      let squares = [1.0, -1].map { sign in
        let (x, y) = (spot.dx - sign * peak.dx, spot.dy - sign * peak.dy)
        return x * x + y * y
      }
      return min(squares[0], squares[1]).squareRoot()
    }

    mutating func add(_ peak: LatticeSpot) {
      let sign: Double = peak.dx * sumX + peak.dy * sumY < 0 ? -1 : 1
      sumX += sign * peak.dx * peak.contrast
      sumY += sign * peak.dy * peak.contrast
      weight += peak.contrast
      count += 1
      (level, contrast) = (max(level, peak.level), max(contrast, peak.contrast))
    }
  }
}

/// Lists that several threads fill, each its own places.
private final class Collected: @unchecked Sendable {
  private let lists: UnsafeMutablePointer<[LatticeSpot]>
  private let count: Int

  init(count: Int) {
    self.count = count
    lists = .allocate(capacity: max(count, 1))
    lists.initialize(repeating: [], count: count)
  }

  deinit {
    lists.deinitialize(count: count)
    lists.deallocate()
  }

  func set(_ list: [LatticeSpot], at index: Int) { lists[index] = list }

  var all: [[LatticeSpot]] { Array(UnsafeBufferPointer(start: lists, count: count)) }
}

extension SearchWindows {
  /// One of these windows alone.
  func single(_ index: Int) -> SearchWindows { SearchWindows(side: side, windows: [windows[index]]) }
}
