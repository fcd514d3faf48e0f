import Lattice

/// A patch of a spectrum beside what was fitted to it.
public struct FittedPatch: Sendable {
  public let review: PatchReview
  /// What was fitted, in a line.
  public let method: String

  init(_ review: PatchReview, _ options: RollingWindow) {
    self.review = review
    method =
      switch options.estimator {
      case .gaussian:
        "Gaussian fitted to ln |X|" + (options.clip.map { ", clipped at \($0) of its maximum" } ?? "")
      case .gaussianAmplitude: "Gaussian fitted to |X|"
      case .parabola: "lone wave at the vertex of the parabolas through ln |X|"
      case .phase: "lone wave where the gradient of the phase leads"
      }
  }
}
