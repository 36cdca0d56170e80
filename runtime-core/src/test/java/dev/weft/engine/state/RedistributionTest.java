package dev.weft.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.UnkeyedPiece.Part;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.types.KeyGroupRange;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RedistributionTest {

    private static final int MAX_PARALLELISM = 16;

    private record Bytes(int instance) implements StoredBytes {
        @Override
        public long length() {
            return 1000;
        }

        @Override
        public InputStream open(long offset) {
            return InputStream.nullInputStream();
        }
    }

    /** What instance i of n wrote: its key groups, and three list elements at 100 i, 100 i + 1, 100 i + 2. */
    private static List<OperatorPieces> written(int instances) {
        return IntStream.range(0, instances)
                .mapToObj(i -> {
                    KeyGroupRange groups = KeyGroupRange.of(i, instances, MAX_PARALLELISM);
                    KeyedPiece keyed =
                            new KeyedPiece(KeyedPiece.PORTABLE, groups, new long[groups.size()], List.of(new Bytes(i)));
                    long[] offsets =
                            LongStream.range(0, 3).map(e -> 100L * i + e).toArray();
                    UnkeyedPiece unkeyed = new UnkeyedPiece(
                            Map.of(
                                    "split", new Part(Mode.SPLIT, 0, offsets),
                                    "union", new Part(Mode.UNION, 0, offsets),
                                    "broadcast", new Part(Mode.BROADCAST, 0, offsets)),
                            new Bytes(i));
                    return new OperatorPieces(OptionalLong.of(7), List.of(keyed), List.of(unkeyed));
                })
                .toList();
    }

    private static List<Long> offsets(OperatorPieces pieces, String state) {
        return pieces.unkeyed().stream()
                .filter(piece -> piece.parts().containsKey(state))
                .flatMap(piece ->
                        LongStream.of(piece.parts().get(state).offsets()).boxed())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"1,1", "1,3", "3,1", "2,3", "3,2", "4,4", "5,16"})
    void everyKeyGroupAndEveryElementOfASplitListHasOneNewOwner(int before, int after) {
        List<OperatorPieces> written = written(before);
        List<Integer> groups = new ArrayList<>();
        List<Long> split = new ArrayList<>();
        List<Integer> shares = new ArrayList<>();
        for (int subtask = 0; subtask < after; subtask++) {
            OperatorPieces mine = Redistribution.forInstance(written, subtask, after, MAX_PARALLELISM);
            KeyGroupRange own = KeyGroupRange.of(subtask, after, MAX_PARALLELISM);
            for (KeyedPiece piece : mine.keyed()) {
                for (int group = piece.groups().first(); group < piece.groups().end(); group++) {
                    assertThat(own.contains(group)).isTrue();
                    groups.add(group);
                }
            }
            List<Long> dealt = offsets(mine, "split");
            shares.add(dealt.size());
            split.addAll(dealt);
            assertThat(mine.checkpointId()).hasValue(7);
        }
        assertThat(groups)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, MAX_PARALLELISM).boxed().toList());
        assertThat(split)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, before)
                        .boxed()
                        .flatMap(i -> LongStream.range(0, 3).mapToObj(e -> 100L * i + e))
                        .toList());
        assertThat(shares.stream().max(Integer::compare).orElseThrow()
                        - shares.stream().min(Integer::compare).orElseThrow())
                .isLessThanOrEqualTo(1);
    }

    @Test
    void everyInstanceGetsTheWholeUnionAndOneBroadcastMap() {
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorPieces mine = Redistribution.forInstance(written(2), subtask, 3, MAX_PARALLELISM);
            assertThat(offsets(mine, "union")).containsExactly(0L, 1L, 2L, 100L, 101L, 102L);
            assertThat(offsets(mine, "broadcast")).hasSize(3);
        }
    }

    @Test
    void withTheSameParallelismAnInstanceGetsItsOwnListBack() {
        OperatorPieces mine = Redistribution.forInstance(written(2), 1, 2, MAX_PARALLELISM);
        assertThat(offsets(mine, "split")).containsExactly(100L, 101L, 102L);
    }

    /** What instance i of n had in flight from one producer to each of these inputs. */
    private static List<List<InFlightPiece>> inFlight(int instances, List<ShipStrategy> inputs) {
        return IntStream.range(0, instances)
                .mapToObj(i -> List.of(new InFlightPiece(
                        IntStream.range(0, inputs.size())
                                .mapToObj(input -> new InFlightPiece.Part(input, 0, 10 * input, 10))
                                .toList(),
                        false,
                        new Bytes(i))))
                .toList();
    }

    /** Which instances' records of an input a subtask reads, and whether it shares them. */
    private static Map<Integer, Boolean> readers(List<InFlightPiece> mine, int input) {
        Map<Integer, Boolean> from = new TreeMap<>();
        for (InFlightPiece piece : mine) {
            for (InFlightPiece.Part part : piece.parts()) {
                if (part.input() == input) {
                    assertThat(from.put(((Bytes) piece.bytes()).instance(), piece.shared()))
                            .isNull();
                }
            }
        }
        return from;
    }

    /** FLINK-20654, FLINK-31963: what is keyed is read wherever its key groups are, the rest exactly once. */
    @ParameterizedTest
    @CsvSource({"1,1,8", "1,3,8", "3,1,8", "2,3,8", "3,2,8", "4,4,8", "2,2,6"})
    void recordsInFlightAreReadByWhoOwnsThem(int before, int after, int formerMaxParallelism) {
        List<ShipStrategy> inputs = List.of(ShipStrategy.HASH, ShipStrategy.REBALANCE, ShipStrategy.BROADCAST);
        List<Integer> rebalanced = new ArrayList<>();
        for (int subtask = 0; subtask < after; subtask++) {
            List<InFlightPiece> mine =
                    Redistribution.inFlight(inFlight(before, inputs), formerMaxParallelism, inputs, subtask, after, 8);
            Map<Integer, Boolean> keyed = readers(mine, 0);
            boolean same = before == after && formerMaxParallelism == 8;
            assertThat(keyed.values()).allMatch(shared -> shared == !same);
            for (int instance = 0; instance < before; instance++) {
                boolean mayOwn = formerMaxParallelism != 8
                        || KeyGroupRange.of(instance, before, 8)
                                        .intersect(KeyGroupRange.of(subtask, after, 8))
                                        .size()
                                > 0;
                assertThat(keyed.containsKey(instance)).isEqualTo(mayOwn);
            }
            rebalanced.addAll(readers(mine, 1).keySet());
            assertThat(readers(mine, 2)).containsExactly(Map.entry(subtask % before, false));
        }
        assertThat(rebalanced)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, before).boxed().toList());
    }

    /** FLINK-21936. */
    @ParameterizedTest
    @EnumSource(names = {"FORWARD", "CUSTOM"})
    void recordsInFlightThatBelongToTheirSubtaskStayThere(ShipStrategy strategy) {
        List<ShipStrategy> inputs = List.of(strategy);
        assertThat(readers(Redistribution.inFlight(inFlight(2, inputs), 8, inputs, 1, 2, 8), 0))
                .containsExactly(Map.entry(1, false));
        assertThatThrownBy(() -> Redistribution.inFlight(inFlight(2, inputs), 8, inputs, 1, 3, 8))
                .hasMessage("the records in flight of input 0 cannot be moved to another subtask");
    }

    @Test
    void aFreshStartHasNothing() {
        assertThat(Redistribution.forInstance(List.of(), 0, 1, MAX_PARALLELISM)).isEqualTo(OperatorPieces.NONE);
    }
}
