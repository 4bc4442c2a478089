import LinearAlgebra
import Probability

/// The test of fit by a bootstrap from rows that obey the model (Bollen & Stine 1992; conventions.md section 12).
///
/// The rows are turned so that their moments are those the model implies, then resampled within groups as ever; T* is the test statistic
/// of a draw, and `p` the share of draws with `T* > T`. Exogenous variables are fitted at the draw's own moments: at those of the sample
/// T* would carry their sampling error as misfit (`E T*` = df + p_x(p_x + 1)/2 instead of df). Needs complete cases, maximum likelihood.
public struct BollenStine: Sendable {
  /// T of the sample.
  public let chiSquare: Double
  /// T* of the draws that could be fitted, in order.
  public let statistics: [Double]
  public let failures: FailureCounts

  /// The share of `T* > T`; `nil` without draws.
  public var pValue: Double? {
    statistics.isEmpty ? nil : Double(statistics.count { $0 > chiSquare }) / Double(statistics.count)
  }

  /// - Parameters:
  ///   - rows: for each draw the row numbers of the groups, group after group; `nil` for those of the seed, which are those of
  ///     ``Bootstrap`` too.
  ///   - proceed: asked after each block of draws; `false` ends the run.
  /// - Returns: `nil` for estimators other than maximum likelihood of complete cases, or when the fit is not identified.
  init?(_ fit: Fit, options: ResamplingOptions, seed: UInt64, rows: [UInt32]?, proceed: @escaping @Sendable () -> Bool) {
    let groups = fit.groups.compactMap { group in
      GroupResampler(group, fit.options, fit.solution.estimation.method)?.obeying(group)
    }
    guard groups.count == fit.groups.count, let refit = Refit(fit) else { return nil }
    let worker = Worker(groups: groups, refit: refit)
    let size = LaneProgram.laneCount
    let blocks = Threads.map(
      count: (options.draws + size - 1) / size, threads: options.threads, worker: worker,
      proceed: { (_: [Result<Double, RefitFailure>]) in proceed() },
      { worker, block in
        worker.statistics(first: block * size, count: min(size, options.draws - block * size), seed: seed, rows: rows)
      })
    let weight = fit.sampleWeight
    var statistics: [Double] = []
    var failures: FailureCounts = [:]
    for outcome in blocks.joined() {
      switch outcome {
      case .success(let discrepancy): statistics.append(weight * discrepancy)
      case .failure(let cause): failures[cause, default: 0] += 1
      }
    }
    chiSquare = fit.chiSquare
    self.statistics = statistics
    self.failures = failures
  }

  /// Fits 64 draws at a time. A value with its own buffers: each thread works on a copy.
  private struct Worker: Sendable {
    var groups: [GroupResampler]
    var refit: Refit

    /// F of draws number `first`, `first + 1`, …
    mutating func statistics(first: Int, count: Int, seed: UInt64, rows: [UInt32]?) -> [Result<Double, RefitFailure>] {
      let total = groups.reduce(0) { $0 + $1.rowCount }
      for lane in 0..<count {
        var random = CounterRandom(seed: seed, stream: UInt64(first + lane))
        var start = (first + lane) * total
        for group in groups.indices {
          let end = start + groups[group].rowCount
          if let rows {
            groups[group].fill(lane: lane, with: rows[start..<end])
          } else {
            groups[group].fill(lane: lane, from: &random)
          }
          start = end
        }
      }
      for group in groups.indices { groups[group].sumRows() }
      var isConstant = [Bool](repeating: false, count: LaneProgram.laneCount)
      for group in groups { group.forEachConstantLane { isConstant[$0] = true } }
      return (0..<count).map { lane in
        if isConstant[lane] { return .failure(.notPositiveDefinite) }
        let moments = groups.map { $0.observedMoments(ofLane: lane) }
        do throws(RefitFailure) { return .success(try refit.discrepancy(moments)) } catch { return .failure(error) }
      }
    }
  }
}

extension BollenStine {
  /// Beside lavaan's names of other tests: T again, and its p value.
  var measures: [FitMeasure] {
    [FitMeasure("chisq.bollen.stine", chiSquare), FitMeasure("pvalue.bollen.stine", pValue)]
  }

  /// What must be known of the draws behind the p value.
  var messages: [Message] {
    let failed = failures.values.reduce(0, +)
    guard failed > 0 else { return [] }
    let causes = failures.sorted { $0.key.rawValue < $1.key.rawValue }.map { "\($0.value) \($0.key.rawValue)" }
    return [
      Message(
        .warning, "failed-draws",
        "Bollen-Stine test: \(failed) of \(failed + statistics.count) draws could not be fitted and were dropped "
          + "(\(causes.joined(separator: ", "))).")
    ]
  }

  static let notAvailable = Message(
    .warning, "no-bollen-stine",
    "The Bollen-Stine test needs maximum likelihood, complete cases and rows that are drawn one by one: it was left out.")
  static let drawsNeeded = Message(
    .warning, "no-bollen-stine", "The Bollen-Stine test needs bootstrap draws, and none were asked for (--bootstrap 1000).")
}
