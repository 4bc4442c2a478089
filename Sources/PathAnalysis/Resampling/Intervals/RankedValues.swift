/// Order statistics of many values without sorting them all.
///
/// The values are dealt into buckets of equal width; a rank is then found in its bucket, and only buckets that are asked for are sorted.
/// An interval needs a handful of ranks, so that this costs a few passes over the values.
struct RankedValues {
  /// The values, bucket after bucket.
  private var dealt: [Double]
  /// Where each bucket begins; one more at the end.
  private var starts: [Int]

  /// The values must be finite.
  init(_ values: [Double]) {
    let low = values.min() ?? 0
    let width = (values.max() ?? 0) - low
    let bucketCount = max(1, values.count / 16)
    // A width of 0 or beyond double range leaves everything in one bucket.
    let scale = width > 0 && width.isFinite ? Double(bucketCount - 1) / width : 0
    func bucket(_ value: Double) -> Int { scale > 0 ? Int((value - low) * scale) : 0 }
    starts = [Int](repeating: 0, count: bucketCount + 1)
    for value in values { starts[bucket(value) &+ 1] &+= 1 }
    for index in 1...bucketCount { starts[index] &+= starts[index &- 1] }
    var next = starts
    dealt = values
    for value in values {
      let index = bucket(value)
      dealt[next[index]] = value
      next[index] &+= 1
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
}
