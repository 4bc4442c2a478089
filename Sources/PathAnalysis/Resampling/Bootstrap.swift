import LinearAlgebra
import Probability

/// The ordinary nonparametric bootstrap of a fitted model (Efron & Tibshirani 1993; conventions.md section 12).
///
/// Each draw resamples n rows with replacement, refits the model and computes every parameter, defined parameter and effect anew,
/// standardised effects with the draw's own moments. Draws are numbered, and a draw depends on the seed and its number alone: the
/// same seed gives the same bits with any number of threads.
public struct Bootstrap: Sendable {
  private let block: DrawBlock
  /// Cases of each group.
  private let caseCounts: [Int]
  private let options: ResamplingOptions
  private let seed: UInt64

  /// What a caller hears after each block of draws, from any thread; `false` stops the run.
  public typealias Progress = @Sendable (_ newDraws: Int) -> Bool

  /// - Returns: `nil` when the sample has no rows or the fit is not identified.
  public init?(_ fit: Fit, effects: EffectList, options: ResamplingOptions, seed: UInt64) {
    let groups = fit.groups.compactMap { GroupResampler($0, fit.options) }
    guard groups.count == fit.groups.count, let refit = Refit(fit) else { return nil }
    let program = DrawProgram(fit, effects: effects, groups: groups, keepsExogenous: options.exogenousMoments == .original)
    block = DrawBlock(groups: groups, program: program, refit: refit)
    caseCounts = groups.map(\.rowCount)
    self.options = options
    self.seed = seed
  }

  /// Makes the draws, on all cores unless the options say otherwise.
  public func run(progress: @escaping Progress = { _ in true }) -> Draws {
    collect(count: options.draws, progress: progress) { block, first, count in
      block.resample(first: first, count: count, seed: seed)
    }
  }

  private var caseCount: Int { caseCounts.reduce(0, +) }

  /// Makes the draws with given rows: for each draw the groups' row numbers, group after group.
  func run(rows: [UInt32], progress: @escaping Progress = { _ in true }) -> Draws {
    let n = caseCount
    return collect(count: rows.count / n, progress: progress) { block, first, count in
      block.resample(rows: rows[(first * n)..<((first + count) * n)], count: count)
    }
  }

  /// R's indices for the same seed: one generator, draw after draw and within a draw group after group (conventions.md section 12).
  func rowsAsInR() -> [UInt32] {
    var random = RGenerator(seed: UInt32(truncatingIfNeeded: seed))
    return (0..<options.draws).flatMap { _ in
      caseCounts.flatMap { count in (0..<count).map { _ in UInt32(random.index(below: count)) } }
    }
  }

  /// The rows of every draw that ``run(progress:)`` makes.
  func rowsOfDraws() -> [UInt32] {
    let n = caseCount
    var rows = [UInt32](repeating: 0, count: options.draws * n)
    for draw in 0..<options.draws {
      var random = CounterRandom(seed: seed, stream: UInt64(draw))
      var start = draw * n
      for count in caseCounts {
        random.fillIndices(below: count, count: count, into: &rows, at: start)
        start += count
      }
    }
    return rows
  }

  /// The estimates without each case in turn, group after group, for the exact jackknife.
  func jackknife() -> [Draws] {
    caseCounts.indices.map { group in
      collect(count: caseCounts[group], progress: { _ in true }) { block, first, count in
        block.leaveOut(group: group, first: first, count: count)
      }
    }
  }

  /// Makes blocks of 64 draws on several threads.
  private func collect(
    count: Int, progress: @escaping Progress, make: @Sendable (inout DrawBlock, Int, Int) -> Void
  ) -> Draws {
    let blocks = Threads.map(
      count: (count + DrawBlock.size - 1) / DrawBlock.size, threads: options.threads, worker: block,
      proceed: { (made: Draws.Block) in progress(made.completed) },
      { worker, index in
        let first = index * DrawBlock.size
        let size = min(DrawBlock.size, count - first)
        make(&worker, first, size)
        return worker.takeDraws(count: size)
      })
    return Draws(requested: count, blocks: blocks, slots: block.slots, layout: block.layout)
  }
}
