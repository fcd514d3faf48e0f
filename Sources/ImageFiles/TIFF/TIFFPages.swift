/// The directories of a file, as they follow each other from the first one on.
struct TIFFPages {
  /// Where each directory begins in the file.
  private(set) var offsets: [Int] = []
  /// Of each directory, which of ``layouts`` it has.
  private(set) var kinds: [Int32] = []
  /// What is different about the directories, in the order of their first appearance.
  private(set) var layouts: [Layout] = []
  /// Whether they end as they should, and not in a loop, outside the file or never.
  private(set) var isWhole = false

  /// More directories than this are not followed; libtiff's own limit is the same.
  static let largestCount = 1 << 20

  /// What pages must have in common to be frames of one series.
  struct Layout: Hashable {
    var rows: Int
    var columns: Int
    var samplesPerPixel: Int
    var bitsPerSample: Int
    var sampleFormat: Int
    /// A smaller copy of another page, by what the page says itself.
    var isReduced: Bool
    /// A mask of another page, by what the page says itself.
    var isMask: Bool

    var isColour: Bool { samplesPerPixel >= 3 }
  }

  /// Walks through the directories of a file; there is at least the first one, even where it cannot be read.
  init(_ file: InputFile) {
    var seen: Set<Int> = []
    var numbers: [Layout: Int32] = [:]
    var offset: Int?
    while let entries = TIFFEntries(file, directoryAt: offset) {
      guard seen.insert(entries.start).inserted, offsets.count < Self.largestCount else { break }
      let layout = Layout(entries)
      let number = numbers[layout] ?? Int32(layouts.count)
      if number == layouts.count {
        numbers[layout] = number
        layouts.append(layout)
      }
      kinds.append(number)
      offsets.append(entries.start - (entries.isBig ? 8 : 2))
      guard entries.next != 0 else {
        isWhole = true
        break
      }
      offset = entries.next
    }
  }

  var count: Int { max(1, offsets.count) }

  /// The pages of each layout in the order of the file, the series to read first: no smaller copies or masks, the most
  /// pixels, the most bits. A colour pixel counts for a quarter: beside a grey image it is mostly a copy with
  /// annotations. Empty when there is one layout only.
  var series: [[Int]] {
    guard layouts.count > 1 else { return [] }
    var members = [[Int]](repeating: [], count: layouts.count)
    for (page, kind) in kinds.enumerated() { members[Int(kind)].append(page) }
    func rank(_ kind: Int) -> [Double] {
      let layout = layouts[kind]
      let area = Double(layout.rows) * Double(layout.columns) * Double(members[kind].count)
      return [
        layout.isMask ? 1 : 0, layout.isReduced ? 1 : 0, -(layout.isColour ? area / 4 : area),
        -Double(layout.bitsPerSample), Double(kind),
      ]
    }
    return layouts.indices.sorted { rank($0).lexicographicallyPrecedes(rank($1)) }.map { members[$0] }
  }
}

extension TIFFPages.Layout {
  fileprivate init(_ entries: TIFFEntries) {
    func value(_ tag: Int32, _ otherwise: Int) -> Int {
      entries.values(tag, limit: 1 << 16)?.integer ?? otherwise
    }
    rows = value(257, 0)
    columns = value(256, 0)
    samplesPerPixel = value(277, 1)
    bitsPerSample = value(258, 1)
    sampleFormat = value(339, 1)
    // NewSubfileType is a set of bits, its forerunner SubfileType a number.
    let bits = value(254, 0)
    let number = value(255, 0)
    isReduced = bits & 1 != 0 || number == 2
    isMask = bits & 4 != 0
  }
}
