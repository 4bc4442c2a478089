import LinearAlgebra
import Probability

/// The ordinary nonparametric bootstrap of a fitted model (Efron & Tibshirani 1993; conventions.md section 12).
///
/// Each draw takes as many units of each group as it has, with replacement: cases, or whole clusters where the sample has clusters. The
/// model is refitted by the sample's estimator, and every parameter, defined parameter and effect computed anew, standardised effects
/// with the draw's own moments. Draws are numbered, and a draw depends on the seed and its number alone: the same seed gives the same
/// bits with any number of threads.
///
/// Maximum likelihood of complete cases sums products of rows (``DrawBlock``), every other estimator is given the drawn rows
/// (``CaseBlock``).
public struct Bootstrap: Sendable {
  private let maker: any DrawMaker
  /// Cases or clusters of each group.
  let unitCounts: [Int]
  /// Whether clusters are drawn.
  let drawsClusters: Bool
  private let options: ResamplingOptions
  private let seed: UInt64

  /// What a caller hears after each block of draws, from any thread; `false` stops the run.
  public typealias Progress = @Sendable (_ newDraws: Int) -> Bool

  /// - Returns: `nil` when the sample has no rows or the fit is not identified.
  public init?(_ fit: Fit, effects: EffectList, options: ResamplingOptions, seed: UInt64) {
    let keepsExogenous = options.exogenousMoments == .original
    let groups = fit.groups.compactMap { GroupResampler($0, fit.options, fit.solution.estimation.method) }
    drawsClusters = fit.groups.contains { $0.sample.clusters != nil }
    if groups.count == fit.groups.count, let refit = Refit(fit) {
      let program = DrawProgram(fit, effects: effects, groups: groups, keepsExogenous: keepsExogenous)
      maker = DrawBlock(groups: groups, program: program, refit: refit)
      unitCounts = groups.map(\.rowCount)
    } else {
      let units = fit.groups.compactMap { ResamplingUnits($0.sample) }
      guard units.count == fit.groups.count, fit.identification.isIdentified else { return nil }
      maker = CaseBlock(
        groups: units, program: DrawProgram(fit, effects: effects, keepsExogenous: keepsExogenous), refit: CaseRefit(fit))
      unitCounts = units.map(\.count)
    }
    self.options = options
    self.seed = seed
  }

  /// Makes the draws, on all cores unless the options say otherwise.
  public func run(progress: @escaping Progress = { _ in true }) -> Draws {
    collect(maker, count: options.draws, progress: progress) { $0.resample(first: $1, count: $2, seed: seed) }
  }

  private var unitCount: Int { unitCounts.reduce(0, +) }

  /// Makes the draws with given units: for each draw the numbers of the groups' cases (or clusters), group after group.
  func run(rows: [UInt32], progress: @escaping Progress = { _ in true }) -> Draws {
    let n = unitCount
    return collect(maker, count: rows.count / n, progress: progress) { maker, first, count in
      maker.resample(rows: rows[(first * n)..<((first + count) * n)], count: count)
    }
  }

  /// R's indices for the same seed: one generator, draw after draw and within a draw group after group (conventions.md section 12).
  func rowsAsInR() -> [UInt32] {
    var random = RGenerator(seed: UInt32(truncatingIfNeeded: seed))
    return (0..<options.draws).flatMap { _ in
      unitCounts.flatMap { count in (0..<count).map { _ in UInt32(random.index(below: count)) } }
    }
  }

  /// The units of every draw that ``run(progress:)`` makes.
  func rowsOfDraws() -> [UInt32] {
    let n = unitCount
    var rows = [UInt32](repeating: 0, count: options.draws * n)
    for draw in 0..<options.draws {
      var random = CounterRandom(seed: seed, stream: UInt64(draw))
      var start = draw * n
      for count in unitCounts {
        random.fillIndices(below: count, count: count, into: &rows, at: start)
        start += count
      }
    }
    return rows
  }

  /// The estimates without each case or cluster in turn, group after group, for the exact jackknife.
  func jackknife() -> [Draws] {
    unitCounts.indices.map { group in
      collect(maker, count: unitCounts[group], progress: { _ in true }) { maker, first, count in
        maker.leaveOut(group: group, first: first, count: count)
      }
    }
  }

  /// Makes blocks of draws on several threads.
  private func collect<Maker: DrawMaker>(
    _ maker: Maker, count: Int, progress: @escaping Progress, make: @Sendable (inout any DrawMaker, Int, Int) -> Void
  ) -> Draws {
    let blocks = Threads.map(
      count: (count + Maker.size - 1) / Maker.size, threads: options.threads, worker: maker as any DrawMaker,
      proceed: { (made: Draws.Block) in progress(made.completed) },
      { worker, index in
        let first = index * Maker.size
        let size = min(Maker.size, count - first)
        make(&worker, first, size)
        return worker.takeDraws(count: size)
      })
    return Draws(requested: count, blocks: blocks, slots: maker.slots, layout: maker.layout)
  }
}
