import Dispatch
import LinearAlgebra
import Probability
import Synchronization

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

  /// Runs blocks of 64 draws on several threads, each on a range of its own, and joins the ranges in order.
  private func collect(
    count: Int, progress: @escaping Progress, make: @escaping @Sendable (inout DrawBlock, Int, Int) -> Void
  ) -> Draws {
    let blockCount = (count + DrawBlock.size - 1) / DrawBlock.size
    let threads = max(1, min(options.threads ?? Threads.available, blockCount))
    let finished = Mutex<[DrawRange]>([])
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      var worker = block
      let blocks = (thread * blockCount / threads)..<((thread + 1) * blockCount / threads)
      var range = DrawRange(first: blocks.lowerBound, columnCount: worker.resultCount, capacity: blocks.count * DrawBlock.size)
      for index in blocks {
        let first = index * DrawBlock.size
        let size = min(DrawBlock.size, count - first)
        make(&worker, first, size)
        range.append(worker, count: size)
        guard progress(size) else { break }
      }
      finished.withLock { $0.append(range) }
    }
    let ranges = finished.withLock { $0.sorted { $0.first < $1.first } }
    return Draws(
      requested: count, completed: ranges.reduce(0) { $0 + $1.completed },
      failures: ranges.reduce(into: [:]) { $0.merge($1.failures, uniquingKeysWith: +) }, columns: DrawRange.joined(ranges),
      slots: block.slots, layout: block.layout)
  }
}

/// The draws that one thread has made, in order.
private struct DrawRange: Sendable {
  let first: Int
  private(set) var completed = 0
  private(set) var failures: FailureCounts = [:]
  private(set) var columns: [[Double]]

  init(first: Int, columnCount: Int, capacity: Int) {
    self.first = first
    columns = (0..<columnCount).map { _ in
      var column: [Double] = []
      column.reserveCapacity(capacity)
      return column
    }
  }

  /// Takes over the first `count` draws of a block, without those that failed.
  mutating func append(_ block: DrawBlock, count: Int) {
    completed += count
    let kept = (0..<count).filter { block.outcomes[$0] == nil }
    for slot in columns.indices {
      let start = slot * DrawBlock.size
      if kept.count == count {
        columns[slot] += block.results[start..<(start + count)]
      } else {
        for lane in kept { columns[slot].append(block.results[start + lane]) }
      }
    }
    for lane in 0..<count {
      if let failure = block.outcomes[lane] { failures[failure, default: 0] += 1 }
    }
  }

  /// The columns of ranges in order, end to end.
  static func joined(_ ranges: [DrawRange]) -> [[Double]] {
    if ranges.count == 1 { return ranges[0].columns }
    guard let first = ranges.first else { return [] }
    return first.columns.indices.map { slot in ranges.flatMap { $0.columns[slot] } }
  }
}
