import LinearAlgebra
import Probability

/// The ordinary nonparametric bootstrap of a fitted model (Efron & Tibshirani 1993; conventions.md section 12).
///
/// Each draw resamples n rows with replacement, refits the model and computes every parameter, defined parameter and effect anew,
/// standardised effects with the draw's own moments. Draws are numbered, and a draw depends on the seed and its number alone: the
/// same seed gives the same bits with any number of threads.
public struct Bootstrap: Sendable {
  private let block: DrawBlock
  private let products: ProductRows
  private let options: ResamplingOptions
  private let seed: UInt64

  /// What a caller hears after each block of draws, from any thread; `false` stops the run.
  public typealias Progress = @Sendable (_ newDraws: Int) -> Bool

  /// - Returns: `nil` when the sample has no rows or the fit is not identified.
  public init?(_ fit: Fit, effects: EffectList, options: ResamplingOptions, seed: UInt64) {
    guard let rows = fit.sample.rows, let refit = Refit(fit) else { return nil }
    let position = Dictionary(uniqueKeysWithValues: fit.sample.variables.enumerated().map { ($1, $0) })
    let columns = fit.model.observedVariables.compactMap { position[$0] }
    let ordered = rows.submatrix(rows: Array(0..<rows.rowCount), columns: columns)
    let means = fit.observed.means ?? columns.map { _ in 0 }
    var centered = ordered
    for j in 0..<centered.columnCount { for i in 0..<centered.rowCount { centered[i, j] -= means[j] } }
    products = ProductRows(centered: centered)
    let n = Double(rows.rowCount)
    let rescales = fit.options.rescaleSampleCovariance ?? (fit.options.likelihood == .normal)
    let scale = rescales ? 1 : n / (n - 1)
    let program = DrawProgram(
      fit.model, effects: effects, scale: scale, means: means,
      fixedMoments: options.exogenousMoments == .original ? fit.observed.covariance : nil)
    block = DrawBlock(
      products: products, program: program, refit: refit, scale: scale, means: means,
      variances: fit.observed.covariance.diagonal.map { $0 / scale })
    self.options = options
    self.seed = seed
  }

  /// Makes the draws, on all cores unless the options say otherwise.
  public func run(progress: @escaping Progress = { _ in true }) -> Draws {
    collect(count: options.draws, progress: progress) { block, first, count in
      block.resample(first: first, count: count, seed: seed)
    }
  }

  /// Makes the draws with given rows: n indices a draw.
  func run(rows: [UInt32], progress: @escaping Progress = { _ in true }) -> Draws {
    let n = products.rowCount
    return collect(count: rows.count / n, progress: progress) { block, first, count in
      block.resample(rows: rows[(first * n)..<((first + count) * n)], count: count)
    }
  }

  /// R's indices for the same seed: one generator, draw after draw (conventions.md section 12).
  func rowsAsInR() -> [UInt32] {
    var random = RGenerator(seed: UInt32(truncatingIfNeeded: seed))
    let n = products.rowCount
    return (0..<(options.draws * n)).map { _ in UInt32(random.index(below: n)) }
  }

  /// The rows of every draw that ``run(progress:)`` makes: n indices a draw.
  func rowsOfDraws() -> [UInt32] {
    let n = products.rowCount
    var rows = [UInt32](repeating: 0, count: options.draws * n)
    for draw in 0..<options.draws {
      var random = CounterRandom(seed: seed, stream: UInt64(draw))
      random.fillIndices(below: n, count: n, into: &rows, at: draw * n)
    }
    return rows
  }

  /// The estimates without each case in turn, for the exact jackknife.
  func jackknife() -> Draws {
    var total = [Double](repeating: 0, count: products.quantityCount)
    products.sum(of: (0..<UInt32(products.rowCount)).map { $0 }, into: &total)
    let sums = total
    return collect(count: products.rowCount, progress: { _ in true }) { block, first, count in
      block.leaveOut(first: first, count: count, total: sums)
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
