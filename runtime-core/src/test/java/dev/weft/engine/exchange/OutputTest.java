package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.types.KeyGroups;
import dev.weft.engine.types.KeyHasher;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputTest {

    private final RecordingChannel[] channels = RecordingChannel.some(4);

    private static void send(Output output, int count) {
        for (int i = 0; i < count; i++) {
            output.record(i, Batch.NO_TIMESTAMP);
        }
    }

    private int total() {
        return List.of(channels).stream().mapToInt(c -> c.values.size()).sum();
    }

    @Test
    void roundRobinServesOneChannelAfterTheOtherStartingAtTheSubtask() {
        send(new RoundRobinOutput(channels, 6), 5);
        assertThat(channels[2].values).containsExactly(0, 4);
        assertThat(channels[3].values).containsExactly(1);
        assertThat(channels[0].values).containsExactly(2);
        assertThat(channels[1].values).containsExactly(3);
    }

    @Test
    void broadcastSendsEveryRecordToEveryChannel() {
        send(new BroadcastOutput(channels), 3);
        for (RecordingChannel channel : channels) {
            assertThat(channel.values).containsExactly(0, 1, 2);
        }
    }

    @Test
    void globalUsesOnlyTheChosenChannel() {
        send(new SingleOutput(channels, 0), 3);
        assertThat(channels[0].values).hasSize(3);
        assertThat(total()).isEqualTo(3);
    }

    @Test
    void shuffleSpreadsEvenly() {
        send(new RandomOutput(channels, 42), 40_000);
        for (RecordingChannel channel : channels) {
            assertThat(channel.values.size()).isBetween(9_500, 10_500);
        }
    }

    @Test
    void hashSendsEachKeyToTheOwnerOfItsGroupWithItsHash() {
        HashOutput output = new HashOutput(channels, v -> v, KeyHasher.of(Types.INT), 128, "test", "next");
        send(output, 1000);
        for (int subtask = 0; subtask < 4; subtask++) {
            for (int i = 0; i < channels[subtask].values.size(); i++) {
                int hash = channels[subtask].hashes.get(i);
                assertThat(hash)
                        .isEqualTo(
                                KeyGroups.spread(channels[subtask].values.get(i).hashCode()));
                int group = KeyGroups.groupOf(hash, 128);
                assertThat(KeyGroups.subtaskOf(group, 4, 128)).isEqualTo(subtask);
                assertThat(group)
                        .isBetween(
                                KeyGroups.firstGroupOf(subtask, 4, 128),
                                KeyGroups.firstGroupOf(subtask + 1, 4, 128) - 1);
            }
        }
        assertThat(total()).isEqualTo(1000);
    }

    @Test
    void aPartitionerThatReturnsANonexistentChannelIsNamed() {
        CustomOutput output = new CustomOutput(channels, v -> v, (key, n) -> 7, "Tokenizer");
        assertThatThrownBy(() -> send(output, 1))
                .isInstanceOf(UserCodeFailure.class)
                .hasMessageContaining("returned 7; it must return 0 … 3")
                .satisfies(e -> assertThat(((UserCodeFailure) e).operator()).isEqualTo("Tokenizer"));
    }

    @Test
    void aFailingKeySelectorIsTheUsersFailure() {
        HashOutput output = new HashOutput(channels, v -> null, KeyHasher.of(Types.INT), 128, "Tokenizer", "next");
        assertThatThrownBy(() -> send(output, 1))
                .isInstanceOf(UserCodeFailure.class)
                .hasMessage("the key selector of the keyBy before 'next' returned null for the record 0; a key must not"
                        + " be null: filter such records out or give them a key");
    }

    /** FLINK-17322. */
    @Test
    void marksGoToEveryChannel() {
        SingleOutput output = new SingleOutput(channels, 1);
        output.watermark(5);
        output.idle(true);
        output.barrier(ChannelRig.request(3));
        output.endOfInput();
        output.barrier(ChannelRig.request(4));
        for (RecordingChannel channel : channels) {
            assertThat(channel.marks)
                    .containsExactly(
                            new Element.Watermark(5),
                            new Element.Idleness(true),
                            new Element.Barrier(ChannelRig.request(3)),
                            new Element.EndOfInput());
        }
    }
}
