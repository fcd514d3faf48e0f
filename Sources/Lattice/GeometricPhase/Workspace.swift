/// Memory for plain numbers that several threads fill, each its own part of it.
final class Workspace<Element>: @unchecked Sendable {
  let start: UnsafeMutablePointer<Element>
  let count: Int

  init(repeating value: Element, count: Int) {
    self.count = count
    start = .allocate(capacity: max(1, count))
    start.initialize(repeating: value, count: count)
  }

  deinit { start.deallocate() }

  subscript(index: Int) -> Element {
    get { start[index] }
    set { start[index] = newValue }
  }
}
