extension Mask {
  /// The largest connected part of the mask; pixels are connected through their edges. The first from the top wins
  /// among equals. An empty mask stays empty.
  public func largest() -> Mask {
    let components = Components(self, of: true)
    guard let largest = components.areas.indices.max(by: { components.areas[$0] < components.areas[$1] })
    else {
      return self
    }
    var result = [Bool](repeating: false, count: inside.count)
    for (run, component) in components.labelled where component == largest {
      for column in run.columns { result[run.row * columns + column] = true }
    }
    return with(inside: result)
  }

  /// The mask without its holes: the pixels outside that no path through edges connects to the border become inside.
  public func fillingHoles() -> Mask {
    let components = Components(self, of: false)
    var result = inside
    for (run, component) in components.labelled where !components.touchesBorder[component] {
      for column in run.columns { result[run.row * columns + column] = true }
    }
    return with(inside: result)
  }
}

/// The parts of a mask, or of its complement, that are connected through pixel edges.
///
/// Runs of pixels along the rows are joined where they touch (union by the smaller number, so that parts are numbered
/// in the order in which a reader meets them).
struct Components {
  /// Adjacent pixels of one kind in a row.
  struct Run {
    let row: Int
    let columns: Range<Int>
  }

  /// The pixels of each part.
  private(set) var areas: [Int] = []
  /// Whether each part holds a pixel at the border of the mask.
  private(set) var touchesBorder: [Bool] = []
  private var runs: [Run] = []
  private var parents: [Int32] = []
  private var labels: [Int32] = []

  init(_ mask: Mask, of kind: Bool) {
    var above = 0..<0
    for row in 0..<mask.rows {
      let first = runs.count
      addRuns(of: kind, in: mask, row: row)
      join(first..<runs.count, to: above)
      above = first..<runs.count
    }
    number(mask)
  }

  /// Every run with the number of its part.
  var labelled: some Sequence<(Run, Int)> { zip(runs, labels.lazy.map { Int($0) }) }

  private mutating func addRuns(of kind: Bool, in mask: Mask, row: Int) {
    let base = row * mask.columns
    mask.inside.withUnsafeBufferPointer { inside in
      var column = 0
      while column < mask.columns {
        guard inside[base + column] == kind else {
          column += 1
          continue
        }
        let start = column
        while column < mask.columns && inside[base + column] == kind { column += 1 }
        parents.append(Int32(runs.count))
        runs.append(Run(row: row, columns: start..<column))
      }
    }
  }

  /// Joins the runs of a row to those of the row above that they touch.
  private mutating func join(_ row: Range<Int>, to above: Range<Int>) {
    var (lower, upper) = (row.lowerBound, above.lowerBound)
    while lower < row.upperBound && upper < above.upperBound {
      let (a, b) = (runs[lower].columns, runs[upper].columns)
      if a.overlaps(b) {
        let (first, second) = (root(lower), root(upper))
        parents[max(first, second)] = Int32(min(first, second))
      }
      if a.upperBound < b.upperBound { lower += 1 } else { upper += 1 }
    }
  }

  private mutating func root(_ run: Int) -> Int {
    var run = run
    while Int(parents[run]) != run {
      parents[run] = parents[Int(parents[run])]
      run = Int(parents[run])
    }
    return run
  }

  /// Numbers the parts from 0 and measures them.
  private mutating func number(_ mask: Mask) {
    labels = [Int32](repeating: 0, count: runs.count)
    for index in runs.indices {
      let root = root(index)
      if root == index {
        labels[index] = Int32(areas.count)
        areas.append(0)
        touchesBorder.append(false)
      } else {
        labels[index] = labels[root]
      }
      let (run, label) = (runs[index], Int(labels[index]))
      areas[label] += run.columns.count
      if run.row == 0 || run.row == mask.rows - 1 || run.columns.lowerBound == 0
        || run.columns.upperBound == mask.columns
      {
        touchesBorder[label] = true
      }
    }
  }
}
