import Imaging
import Numerics

extension Image {
  /// Tells which part of this image belongs to which lattice.
  ///
  /// The compact peaks in the spectra of half-overlapping Hann windows are clustered into families; families that are
  /// seen in the same places are a grain, if they span a plane. Then, in finer steps, each window shows some share of
  /// what each family has where it is strong. The mean share of a grain's families is its score; between windows
  /// scores are interpolated, and a pixel belongs to the grain with the highest one, if the families have the signal to
  /// noise asked for and a tenth of their power where they are strong. Within half a window of the border the nearest window counts.
  ///
  /// - Parameter isCancelled: Is asked many times, on any thread.
  /// - Throws: ``GrainError/noLattice(_:)`` with the reason where no lattice is seen; ``GrainError/cancelled``.
  public func grains(
    _ options: GrainSearch = GrainSearch(), threads: Int = 1,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(GrainError) -> GrainMap {
    let side = options.window
    let search: SearchWindows
    do throws(ImageError) {
      search = try SearchWindows(of: self, side: side, in: .wholeImage)
    } catch {
      throw .image(error)
    }
    let windowCount = search.windows.count
    let families = SpotFamilies(
      in: self, windows: search, needed: min(2, windowCount), threads: threads, isCancelled: isCancelled)
    guard let families else { throw .cancelled }
    let fundamental = families.spots.filter { !$0.isHarmonic(among: families.spots) }
    guard !fundamental.isEmpty else { throw .noLattice(try reasonForNone(options)) }
    let grid = GrainWindows(of: self, side: side, step: options.step ?? max(1, side / 8))
    let powers = grid.powers(of: fundamental, in: self, threads: threads, isCancelled: isCancelled)
    guard let powers else { throw .cancelled }
    let groups = GrainGroups(powers, families: fundamental)
    let assignment = GrainAssignment(groups: groups, grid: grid, image: self, options: options)
    guard !assignment.members.isEmpty else { throw .noLattice(try reasonForNone(options)) }
    return assignment.map(families: fundamental, search: search)
  }

  /// Why no lattice is seen, in words of the search over the whole image.
  private func reasonForNone(_ options: GrainSearch) throws(GrainError) -> String {
    do throws(ImageError) {
      let search = try findReflections(count: 2, window: options.window)
      if let shortfall = search.shortfall { return "\(shortfall)" }
      return "its reflections are nowhere seen together with a signal to noise of "
        + "\(NumberFormat.compact(options.minimumSNR)); lower min_snr or try another window"
    } catch {
      throw .image(error)
    }
  }
}
