/// Order statistics of many values without sorting them all.
///
/// The values are dealt into buckets that are in order among themselves; a rank is then found in its bucket, and only buckets that are
/// asked for are sorted. An interval needs a handful of ranks, so that this costs a few passes over the values.
///
/// The bucket follows from `x/(1 + |x|)`, where `x` is the distance from the median in interquartile ranges: the far tails of a ratio
/// then take few buckets, and the middle as many as it needs.
struct RankedValues {
  /// The values, bucket after bucket.
  private let dealt: [Double]
  /// Where each bucket begins; one more at the end.
  private let starts: [Int]

  private static let bucketSize = 16

  /// The values must be finite.
  init(_ values: [Double]) {
    let scale = Scale(values)
    let bucketCount = max(1, values.count / Self.bucketSize)
    let buckets = values.map { UInt32(scale.share($0) * Double(bucketCount - 1)) }
    var starts = [Int](repeating: 0, count: bucketCount + 1)
    for bucket in buckets { starts[Int(bucket) &+ 1] &+= 1 }
    for index in 1...bucketCount { starts[index] &+= starts[index &- 1] }
    self.starts = starts
    dealt = [Double](unsafeUninitializedCapacity: values.count) { dealt, count in
      starts.withUnsafeMutableBufferPointer { next in
        for (value, bucket) in zip(values, buckets) {
          dealt.initializeElement(at: next[Int(bucket)], to: value)
          next[Int(bucket)] &+= 1
        }
      }
      count = values.count
    }
  }

  /// The value of rank `rank`, from 0.
  subscript(rank: Int) -> Double {
    let bucket = bucketIndex { starts[$0 + 1] > rank }
    return dealt[starts[bucket]..<starts[bucket + 1]].sorted()[rank - starts[bucket]]
  }

  /// How many values belong to a lower part of the order, such as those below a limit.
  func count(_ belongs: (Double) -> Bool) -> Int {
    // The buckets' values are in order between buckets: the first that holds a value beyond the part ends the search.
    let bucket = bucketIndex { index in dealt[starts[index]..<starts[index + 1]].contains { !belongs($0) } }
    guard bucket < starts.count - 1 else { return dealt.count }
    return starts[bucket] + dealt[starts[bucket]..<starts[bucket + 1]].count(where: belongs)
  }

  /// The first bucket for which `reaches` holds, which it then does for all filled ones after it; the number of buckets if none.
  private func bucketIndex(_ reaches: (Int) -> Bool) -> Int {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high) / 2
      // An empty bucket says nothing: it goes with the filled one before it.
      var probe = middle
      while probe > low, starts[probe] == starts[probe + 1] { probe -= 1 }
      if reaches(probe) { high = probe } else { low = middle + 1 }
    }
    return low
  }

  /// Median and interquartile range of a few of the values: good enough to deal by.
  private struct Scale {
    private var centre = 0.0
    private var perSpread = 0.0

    init(_ values: [Double]) {
      guard !values.isEmpty else { return }
      let few = stride(from: 0, to: values.count, by: max(1, values.count / 64)).map { values[$0] }.sorted()
      centre = few[few.count / 2]
      let reciprocal = 1 / (few[few.count * 3 / 4] - few[few.count / 4])
      // Where half of the values are the same, or spread beyond double range, any scale does.
      perSpread = reciprocal > 0 && reciprocal.isFinite ? reciprocal : 1
    }

    /// Where a value lies between 0 and 1: a function that never falls.
    @inline(__always)
    func share(_ value: Double) -> Double {
      let x = (value - centre) * perSpread
      return x < 0 ? 0.5 / (1 - x) : 1 - 0.5 / (1 + x)
    }
  }
}
