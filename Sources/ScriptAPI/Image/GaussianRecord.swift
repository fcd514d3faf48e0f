import Lattice
import Scripting

/// What `image:fit_gaussian` returns.
enum GaussianRecord {
  /// Positions counted from 1; all numbers NaN without a value.
  static func record(_ fit: GaussianFit) -> Record {
    Record([
      ("row", fit.row + 1), ("column", fit.column + 1), ("amplitude", fit.amplitude),
      ("width_row", fit.widthRow),
      ("width_column", fit.widthColumn), ("theta", fit.theta), ("offset", fit.offset), ("cost", fit.cost),
      ("iterations", fit.iterations), ("converged", fit.converged), ("row_sigma", fit.sigma.row),
      ("column_sigma", fit.sigma.column), ("amplitude_sigma", fit.sigma.amplitude),
      ("width_row_sigma", fit.sigma.widthRow), ("width_column_sigma", fit.sigma.widthColumn),
      ("theta_sigma", fit.sigma.theta), ("offset_sigma", fit.sigma.offset),
    ])
  }
}
