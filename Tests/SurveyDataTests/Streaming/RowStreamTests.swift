import LinearAlgebra
import Synchronization
import Testing

@testable import SurveyData

/// Whatever the text, the blocks and the threads: what `DelimitedReader` and listwise deletion find.
@Suite struct RowStreamTests {
  /// Hands out `bytes` from the first on.
  static func reading(_ bytes: [UInt8]) -> RowStream.Read {
    let position = Mutex(0)
    return { count in
      position.withLock { start in
        let end = min(start + count, bytes.count)
        defer { start = end }
        return Array(bytes[start..<end])
      }
    }
  }

  struct Outcome {
    var moments: StoredMoments?
    var error: DataError?
  }

  static func streamed(
    _ bytes: [UInt8], _ variables: [String], _ options: TextOptions, blockSize: Int, threads: Int
  ) -> Outcome {
    do throws(DataError) {
      var stream = try RowStream(options: options, blockSize: blockSize, read: reading(bytes))
      return Outcome(moments: try stream.moments(of: variables, source: "s", threads: threads))
    } catch {
      return Outcome(error: error)
    }
  }

  static func whole(_ bytes: [UInt8], _ variables: [String], _ options: TextOptions) -> Outcome {
    do throws(DataError) {
      let table = try DelimitedReader.read(bytes, options: options)
      let complete = try table.completeCases(of: variables)
      return Outcome(
        moments: StoredMoments(
          variables: variables,
          groups: [.init(label: "", sums: MomentSums.of(complete.rows), missing: complete.missingByVariable.map(\.count))],
          rowsRead: table.rowCount, sources: ["s"]))
    } catch {
      return Outcome(error: error)
    }
  }

  static func expectEqual(_ a: Outcome, _ b: Outcome, _ comment: String) {
    #expect(a.error == b.error, "\(comment)")
    guard let a = a.moments, let b = b.moments else { return }
    #expect(a.rowsRead == b.rowsRead, "\(comment)")
    #expect(a.groups[0].missing == b.groups[0].missing, "\(comment)")
    let (x, y) = (a.groups[0].sums, b.groups[0].sums)
    #expect(x.count == y.count, "\(comment)")
    for i in x.means.indices {
      #expect(abs(x.means[i] - y.means[i]) <= 1e-12 * max(abs(y.means[i]), y.crossProducts[i, i].squareRoot()), "\(comment)")
      for j in x.means.indices {
        let scale = (y.crossProducts[i, i] * y.crossProducts[j, j]).squareRoot()
        #expect(abs(x.crossProducts[i, j] - y.crossProducts[i, j]) <= 1e-12 * scale, "\(comment)")
      }
    }
  }

  @Test(arguments: [0, 3, 30], [",", ";", "\t"])
  func equalsTheTableOfTheWholeText(oddShare: Int, delimiter: String) {
    var source = RandomText(
      generator: SplitMix(state: UInt64(oddShare) * 7 + UInt64(delimiter.utf8.first ?? 0)), oddShare: oddShare)
    for round in 0..<150 {
      let columnCount = Int(source.generator.next() % 5) + 1
      let hasComma = delimiter != "," && source.chance(40)
      let bytes = source.text(delimiter: delimiter, mark: hasComma ? "," : ".", columnCount: columnCount)
      let options = TextOptions(decimalComma: hasComma, missingCodes: source.chance(50) ? [-99] : [])
      let wanted = Int(source.generator.next() % UInt64(columnCount)) + 1
      let variables = (0..<columnCount).shuffled(using: &source.generator).prefix(wanted).map { "v\($0)" }
      let expected = Self.whole(bytes, variables, options)
      for blockSize in [7, 64, 100_000] {
        for threads in [1, 3] {
          let found = Self.streamed(bytes, variables, options, blockSize: blockSize, threads: threads)
          Self.expectEqual(
            found, expected, "round \(round), blocks of \(blockSize): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
      }
    }
  }

  @Test func everyBitIsTheSameOnAnyNumberOfThreads() {
    var source = RandomText(generator: SplitMix(state: 5), oddShare: 2)
    var text = "a,b\n"
    for _ in 0..<2000 { text += "\(Double(source.generator.next() % 1000) / 7),\(Double(source.generator.next() % 1000) / 3)\n" }
    let bytes = Array(text.utf8)
    let one = Self.streamed(bytes, ["a", "b"], TextOptions(), blockSize: 500, threads: 1).moments
    #expect(one?.rowsUsed == 2000)
    for threads in [2, 5, 16] {
      #expect(Self.streamed(bytes, ["a", "b"], TextOptions(), blockSize: 500, threads: threads).moments == one)
    }
  }

  @Test func productsAreComputed() throws {
    let text = "x,w,y\n1,2,3\n4,NA,1\n2,5,0\n-1,3,7\n"
    var table = try DelimitedReader.read(Array(text.utf8))
    table.columns.append(Column("x:w", [2, .nan, 10, -3]))
    let complete = try table.completeCases(of: ["y", "x:w", "x"])
    let found = Self.streamed(Array(text.utf8), ["y", "x:w", "x"], TextOptions(), blockSize: 9, threads: 2).moments
    let sums = try #require(found?.groups.first)
    #expect(sums.missing == [0, 1, 0])
    #expect(sums.sums.count == 3)
    #expect(MomentSumsTests.largestDifference(sums.sums.crossProducts, MomentSums.of(complete.rows).crossProducts) < 1e-12)
  }

  @Test func codesForMissingAreCounted() throws {
    let text = Array("x,y,z\n-99,2,1\n-98,\"-99\",1\n,NA,-98\n -99 ,4,-98\n1,2,3\n".utf8)
    let options = TextOptions(missingCodes: [-99, -98])
    let table = try DelimitedReader.read(text, options: options)
    for blockSize in [3, 1000] {
      var stream = try RowStream(options: options, blockSize: blockSize, read: Self.reading(text))
      #expect(try stream.moments(of: ["z", "x"], source: "s")?.groups[0].missing == [2, 4])
      #expect(stream.information.map(\.name) == ["x", "z"])
      for (name, information) in stream.information { #expect(table[name]?.information == information) }
    }
  }

  @Test func columnsAreThoseOfTheTable() throws {
    let text = Array("x,name,y,z\n-99,a,2,1\n3,b,\"4\",1\n,c,NA,8\n1,d,2,3\n".utf8)
    let options = TextOptions(missingCodes: [-99])
    let table = try DelimitedReader.read(text, options: options)
    var stream = try RowStream(options: options, blockSize: 5, read: Self.reading(text))
    let numbers = try #require(try stream.columns(of: ["z", "x", "y"], threads: 3))
    #expect(numbers.names == ["x", "y", "z"])
    for column in numbers.columns {
      guard case .numbers(let values) = column.storage, case .numbers(let expected)? = table[column.name]?.storage else {
        continue
      }
      #expect(values.map { $0.isNaN ? nil : $0 } == expected.map { $0.isNaN ? nil : $0 })
      #expect(column.information == table[column.name]?.information)
    }
    var withText = try RowStream(options: options, blockSize: 5, read: Self.reading(text))
    #expect(try withText.columns(of: ["x", "name"]) == nil)
    #expect(withText.textVariables == ["name"])
  }

  /// Texts in quotes, with doubled ones, delimiters and line ends in them, numbers among them, missing ones; in blocks of all sizes.
  @Test(arguments: [1, 7, 20, 1000]) func textsAreThoseOfTheTable(_ blockSize: Int) throws {
    let text = Array(
      "a,x,land\n \"b, c\" ,1,\"say \"\"no\"\"\"\n12,2,Österreich\n\n,3,NA\n\"two\nlines\",4, padded \n-99,5,\"NA\"\nb,6,\"\"\n"
        .utf8)
    let options = TextOptions(missingCodes: [-99])
    let table = try DelimitedReader.read(text, options: options)
    var stream = try RowStream(options: options, blockSize: blockSize, read: Self.reading(text))
    let held = try #require(try stream.columns(of: ["x"], texts: ["land", "a"], threads: 3))
    #expect(held.names == ["a", "x", "land"])
    #expect(table.rowCount == 6)
    for name in held.names { #expect(held[name]?.storage == table[name]?.storage, "\(name)") }
  }

  @Test func unknownVariablesAreNamed() {
    let text = Array("x,y\n1,2\n".utf8)
    for variables in [["x", "z"], ["x", "x:z"]] {
      #expect(Self.streamed(text, variables, TextOptions(), blockSize: 100, threads: 1).error?.id == "unknown-variable")
    }
  }

  @Test func longRecordsAreRefusedAsTheyAreInWhole() {
    for start in ["x,y\n1,2\n\"", "x,y\n1,2\n", ""] {
      let bytes = Array(start.utf8) + [UInt8](repeating: UInt8(ascii: "7"), count: RecordScanner.longestRecord + 5)
      let expected = Self.whole(bytes, ["x"], TextOptions())
      #expect(expected.error != nil)
      Self.expectEqual(Self.streamed(bytes, ["x"], TextOptions(), blockSize: 4 << 20, threads: 2), expected, start)
    }
  }

  @Test func readingCanBeGivenUp() throws {
    let bytes = Array(("x,y\n" + String(repeating: "1,2\n", count: 10_000)).utf8)
    var stream = try RowStream(blockSize: 1000, read: Self.reading(bytes))
    let told = Mutex(0)
    let moments = try stream.moments(of: ["x"], source: "s", threads: 2) { count in
      told.withLock { told in
        told += count
        return told < 5000
      }
    }
    #expect(moments == nil)
    #expect(told.withLock { $0 } < 10_000)
    let pieces = Mutex([Array(bytes.prefix(1000))])
    var failing = try RowStream(blockSize: 1000) { _ in pieces.withLock { $0.popLast() } }
    #expect(try failing.moments(of: ["x"], source: "s") == nil)
  }
}
