import Lattice

/// A table of the benchmark.
struct Suite {
  let name: String
  let title: String
  var rows: [Row] = []

  struct Row {
    let label: String
    let subject: Case
    var comparisons: [Comparison] = []
  }

  /// How a row's time stands to that of another case.
  struct Comparison {
    enum Kind {
      /// Times faster, and times slower, per window and core.
      case faster, slower
      /// Times faster on the wall.
      case speedUp
    }
    let kind: Kind
    let other: Case
    let text: String

    func ratio(_ figures: Figures, _ other: Figures) -> Double {
      switch kind {
      case .faster: other.perWindow / figures.perWindow
      case .slower: figures.perWindow / other.perWindow
      case .speedUp: other.wall / figures.wall
      }
    }
  }

  /// All tables of cases; the quick ones take small images, and fewer runs.
  static func all(quick: Bool) -> [Suite] {
    let base = Case().with {
      ($0.micrograph, $0.runs) = (quick ? .particle512 : .particle1564, quick ? 2 : 5)
    }
    return [
      instructions(base), windows(quick), estimators(base), threads(base), images(quick),
      hostile(quick),
    ]
  }

  private static func add(_ comparison: Comparison.Kind, _ other: Case, _ text: String) -> Comparison {
    Comparison(kind: comparison, other: other, text: text)
  }

  private static let dense: [RollingWindow.Estimator] = [.gaussian, .phase]

  private static func instructions(_ base: Case) -> Suite {
    var suite = Suite(
      name: "instructions", title: "Instruction sets: every pixel, three reflections, one thread")
    for estimator in dense {
      let subject = base.with { $0.estimator = estimator }
      let reference = subject.reference(step: 24)
      suite.rows.append(Row(label: "\(estimator.rawValue), reference path", subject: reference))
      for set in InstructionSet.available {
        suite.rows.append(
          Row(
            label: "\(estimator.rawValue), \(set.rawValue)", subject: subject.with { $0.set = set },
            comparisons: [add(.faster, reference, "as fast as the reference path")]))
      }
    }
    return suite
  }

  /// A large image in any case: in a small one, large windows are mostly outside.
  private static func windows(_ quick: Bool) -> Suite {
    var suite = Suite(name: "windows", title: "Windows: every pixel, one thread")
    for estimator in dense {
      let subject = Case(estimator: estimator, runs: quick ? 1 : 3)
      for window in [64, 128, 256, 512] {
        let row = subject.with { $0.window = window }
        suite.rows.append(
          Row(
            label: "\(estimator.rawValue), window \(window)", subject: row,
            comparisons: [
              add(.slower, subject, "the time of window 128"),
              add(.faster, row.reference(step: 64), "as fast as the reference path"),
            ]))
      }
    }
    return suite
  }

  private static func estimators(_ base: Case) -> Suite {
    var suite = Suite(name: "estimators", title: "Estimators: one thread")
    for estimator in RollingWindow.Estimator.allCases {
      for step in [1, 4, 16] where step == 16 || dense.contains(estimator) {
        let row = base.with { ($0.estimator, $0.step, $0.runs) = (estimator, step, 2) }
        suite.rows.append(
          Row(
            label: "\(estimator.rawValue), step \(step)", subject: row,
            comparisons: [add(.faster, row.reference(step: 24), "as fast as the reference path")]))
      }
    }
    return suite
  }

  private static func threads(_ base: Case) -> Suite {
    var suite = Suite(name: "threads", title: "Threads: every pixel")
    for estimator in dense {
      let one = base.with { $0.estimator = estimator }
      let counts = Workers.processorCount > 2 ? [1, 2, Workers.processorCount] : [1, 2]
      for count in counts {
        suite.rows.append(
          Row(
            label: "\(estimator.rawValue), \(count) thread\(count == 1 ? "" : "s")",
            subject: one.with { $0.threads = count },
            comparisons: [add(.speedUp, one, "as fast as one")]))
      }
    }
    return suite
  }

  private static func images(_ quick: Bool) -> Suite {
    var suite = Suite(name: "images", title: "Images and memory: all threads")
    for estimator in dense {
      for (micrograph, step) in [
        (Micrograph.particle512, 1), (.particle1564, 1), (.particle4096, 4), (.particle4096, 1),
      ] where !quick || micrograph != .particle4096 || step == 4 {
        let subject = Case(
          micrograph: micrograph, estimator: estimator, step: step, threads: Workers.processorCount)
        suite.rows.append(
          Row(label: "\(estimator.rawValue), \(micrograph.summary), step \(step)", subject: subject))
      }
    }
    return suite
  }

  /// Images without a lattice, with the time that they take over that of one with.
  private static func hostile(_ quick: Bool) -> Suite {
    var suite = Suite(name: "hostile", title: "Images that may slow it down: 512², one thread, 3 × at most")
    let portable = InstructionSet.available.count > 1 ? [nil, InstructionSet.portable] : [nil]
    for estimator in RollingWindow.Estimator.allCases {
      for set in portable where set == nil || estimator == .gaussian || !quick {
        let normal = Case(
          micrograph: .particle512, estimator: estimator, set: set, step: dense.contains(estimator) ? 1 : 8,
          runs: quick ? 1 : 3)
        for micrograph in [.particle512] + Micrograph.hostile {
          suite.rows.append(
            Row(
              label: "\(estimator.rawValue)\(set.map { ", \($0.rawValue)" } ?? ""), \(micrograph.summary)",
              subject: normal.with { $0.micrograph = micrograph },
              comparisons: [add(.slower, normal, "the time of a lattice")]))
        }
      }
    }
    return suite
  }
}
