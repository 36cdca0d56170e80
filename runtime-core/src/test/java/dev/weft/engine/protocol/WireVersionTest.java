package dev.weft.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.checkpoint.FileBytes;
import dev.weft.engine.checkpoint.StateCodec;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.types.KeyGroupRange;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The version of the control protocol is a checksum of what is sent, so it cannot be forgotten when the layout changes. */
class WireVersionTest {

    private static final int SAMPLES = 500;

    @Test
    void theVersionIsTheChecksumOfSampleMessages() {
        CRC32C layout = new CRC32C();
        for (int seed = 0; seed < SAMPLES; seed++) {
            SampleMessages samples = new SampleMessages(seed);
            add(layout, ControlCodec.encode(samples.masterMessage()));
            add(layout, ControlCodec.encode(samples.executorMessage()));
        }
        layout.update(StateCodec.encode(descriptions()).bytes());
        assertThat(hex((int) layout.getValue()))
                .as("the layout of messages has changed: this is the new ControlCodec.VERSION")
                .isEqualTo(hex(ControlCodec.VERSION));
    }

    private static void add(CRC32C layout, byte[] message) {
        layout.update(message, Integer.BYTES, message.length - Integer.BYTES);
    }

    /** Descriptions of every kind of stored state, which messages carry as bytes. */
    private static Map<OperatorId, OperatorPieces> descriptions() {
        KeyedPiece keyed = new KeyedPiece(
                "portable",
                new KeyGroupRange(0, 2),
                new long[] {0, 9},
                List.of(new FileBytes("f", 1, 2, 3, false), new FileBytes("g", 4, 5, 6, true)));
        UnkeyedPiece unkeyed = new UnkeyedPiece(
                Map.of("list", new UnkeyedPiece.Part(UnkeyedPiece.Mode.UNION, 1, new long[] {2})),
                new InlineBytes(new byte[] {1, 2, 3}));
        InFlightPiece inFlight = new InFlightPiece(
                List.of(new InFlightPiece.Part(1, 3, 0, 2)), true, new InlineBytes(new byte[] {7, 8}));
        return Map.of(
                new OperatorId("000102030405060708090a0b0c0d0e0f"),
                new OperatorPieces(
                        OptionalLong.of(7), List.of(keyed), List.of(unkeyed), List.of(inFlight), Set.of(0, 1)));
    }

    private static String hex(int version) {
        return String.format("0x%08x", version);
    }
}
