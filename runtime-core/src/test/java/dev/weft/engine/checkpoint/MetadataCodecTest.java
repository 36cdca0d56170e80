package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.types.KeyGroupRange;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetadataCodecTest {

    private static final String DIRECTORY = "hdfs://nn/c/chk-7";

    static CheckpointMetadata sample() {
        KeyedPiece keyed = new KeyedPiece(
                KeyedPiece.PORTABLE,
                new KeyGroupRange(0, 2),
                new long[] {0, 9},
                List.of(new FileBytes(DIRECTORY + "/f", 0, 60, 20), new FileBytes("hdfs://nn/c/shared/g", 3, 50, 10)));
        UnkeyedPiece unkeyed = new UnkeyedPiece(
                Map.of("list", new UnkeyedPiece.Part(UnkeyedPiece.Mode.UNION, 1, new long[] {2})),
                new InlineBytes(new byte[] {1, 2, 3}));
        InFlightPiece inFlight = new InFlightPiece(
                List.of(new InFlightPiece.Part(1, 3, 0, 2)), false, new InlineBytes(new byte[] {7, 8}));
        return new CheckpointMetadata(
                7,
                1000,
                Kind.CHECKPOINT,
                List.of(
                        new OperatorCheckpoint(
                                new OperatorId("000102030405060708090a0b0c0d0e0f"),
                                "Window",
                                2,
                                128,
                                Map.of(
                                        0,
                                        new InstanceCheckpoint(
                                                new OperatorPieces(
                                                        OptionalLong.of(7),
                                                        List.of(keyed),
                                                        List.of(unkeyed),
                                                        List.of(inFlight),
                                                        Set.of(1)),
                                                false),
                                        1,
                                        new InstanceCheckpoint(OperatorPieces.NONE, true)),
                                Optional.empty()),
                        new OperatorCheckpoint(
                                new OperatorId("ff0102030405060708090a0b0c0d0e0f"),
                                "Source",
                                1,
                                128,
                                Map.of(),
                                Optional.of(new Payload(new byte[] {9})))));
    }

    private static CheckpointMetadata decoded(byte[] bytes) throws IOException {
        return MetadataCodec.decode(bytes, DIRECTORY);
    }

    @Test
    void whatWasWrittenIsRead() throws IOException {
        assertThat(decoded(MetadataCodec.encode(sample(), DIRECTORY))).isEqualTo(sample());
    }

    @Test
    void theBytesAreTheDocumentedOnes() {
        assertThat(HexFormat.of().formatHex(MetadataCodec.encode(sample(), DIRECTORY)))
                .isEqualTo("57454654434b505400000003"
                        // head
                        + "00000015000000000000000700000000000003e80000000002c9625bb2"
                        // the first operator
                        + "00000127000102030405060708090a0b0c0d0e0f0000000657696e646f77000000020000008000000002"
                        + "0000000000010000000000000007"
                        + "0000000100000008706f727461626c650000000000000002"
                        + "0000000200000000000000000000000000000009"
                        + "00000002"
                        + "020000000166" + "0000000000000000000000000000003c0000000000000014"
                        + "0200000014686466733a2f2f6e6e2f632f7368617265642f67"
                        + "00000000000000030000000000000032000000000000000a"
                        + "0000000100000001000000046c69737401000000000000000100000001000000000000000201"
                        + "00000003010203"
                        + "0000000100000001000000010000000300000000000000000000000000000002"
                        + "0001000000020708"
                        + "0000000100000001"
                        + "000000010100" + "00000000".repeat(4) + "00a0479ba7"
                        // the second operator
                        + "0000002cff0102030405060708090a0b0c0d0e0f00000006536f75726365000000010000008000000000"
                        + "010000000109e548efcb");
    }

    @Test
    void filesOfItsOwnDirectoryMoveWithIt() throws IOException {
        CheckpointMetadata moved = MetadataCodec.decode(MetadataCodec.encode(sample(), DIRECTORY), "file:/elsewhere/s");
        assertThat(PieceFiles.of(moved).map(FileBytes::file))
                .containsExactly("file:/elsewhere/s/f", "hdfs://nn/c/shared/g");
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() {
        byte[] whole = MetadataCodec.encode(sample(), DIRECTORY);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> decoded(cut))
                    .as("%s bytes", length)
                    .isInstanceOf(IOException.class)
                    .message()
                    .matches("(?s)(is not the metadata|is cut off).*");
        }
    }

    @Test
    void aDamagedByteAnywhereIsRefusedAndToldWhere() {
        byte[] bytes = MetadataCodec.encode(sample(), DIRECTORY);
        for (int at = 0; at < bytes.length; at++) {
            for (int bit : new int[] {1, 0x80}) {
                bytes[at] ^= (byte) bit;
                assertThatThrownBy(() -> decoded(bytes))
                        .as("byte %s", at)
                        .isInstanceOf(IOException.class)
                        .message()
                        .matches("(?s)(is not the metadata|has format version|is cut off or damaged at byte|is damaged"
                                + " between byte|is cut off at byte).*");
                bytes[at] ^= (byte) bit;
            }
        }
    }

    @Test
    void damageIsToldByTheOperatorThatItConcerns() {
        byte[] bytes = MetadataCodec.encode(sample(), DIRECTORY);
        bytes[bytes.length - 5] ^= 1;
        assertThatThrownBy(() -> decoded(bytes))
                .hasMessage("is damaged between byte 344 and byte " + bytes.length
                        + " (operator 2 of 2, behind 'Window'): the checksum does not match");
    }

    @Test
    void aFileOfAnotherProgramOrReleaseIsRefusedByName() {
        assertThatThrownBy(() -> decoded(new byte[] {1, 2, (byte) 0xff}))
                .hasMessage("is not the metadata of a checkpoint or savepoint of Weft: it begins with '01 02 ff'; what"
                        + " other programs have stored cannot be read");
        byte[] newer = MetadataCodec.encode(sample(), DIRECTORY);
        newer[11] = 4;
        assertThatThrownBy(() -> decoded(newer))
                .hasMessage("has format version 4, this release reads version 3; use the release that wrote it, or a"
                        + " later one");
        byte[] longer = Arrays.copyOf(MetadataCodec.encode(sample(), DIRECTORY), 1000);
        assertThatThrownBy(() -> decoded(longer))
                .message()
                .matches("goes on at byte [0-9]+, where its last operator has ended");
    }

    /** Sizes that are announced are checked before memory is taken for them. */
    @Test
    void aSizeThatCannotBeIsRefusedBeforeMemoryIsTaken() {
        byte[] bytes = MetadataCodec.encode(sample(), DIRECTORY);
        bytes[12] = 0x7f;
        assertThatThrownBy(() -> decoded(bytes))
                .message()
                .matches(
                        "is cut off or damaged at byte 12 \\(its head\\): [0-9]+ bytes are announced, [0-9]+ are left");
    }
}
