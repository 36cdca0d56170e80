package dev.weft.engine.checkpoint;

import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.StoredBytes;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that stored state is in. Pure functions. */
final class PieceFiles {

    private PieceFiles() {}

    /** All stored bytes of an operator instance. */
    static Stream<StoredBytes> bytesOf(OperatorPieces pieces) {
        return Stream.of(
                        pieces.keyed().stream().flatMap(piece -> piece.bytes().stream()),
                        pieces.unkeyed().stream().map(UnkeyedPiece::bytes),
                        pieces.inFlight().stream().map(InFlightPiece::bytes))
                .flatMap(bytes -> bytes);
    }

    /** Those in files. */
    static Stream<FileBytes> of(OperatorPieces pieces) {
        return bytesOf(pieces).filter(FileBytes.class::isInstance).map(FileBytes.class::cast);
    }

    /** Those of all operators of a checkpoint. */
    static Stream<FileBytes> of(CheckpointMetadata metadata) {
        return metadata.operators().stream()
                .flatMap(operator -> operator.instances().values().stream())
                .flatMap(instance -> of(instance.pieces()));
    }

    /** The names of the files of a checkpoint that others may name, too. */
    static Set<String> shared(CheckpointMetadata metadata) {
        return shared(of(metadata));
    }

    static Set<String> shared(Stream<FileBytes> files) {
        return files.filter(FileBytes::isShared)
                .map(FileBytes::file)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The same state with other addresses of its files. */
    static OperatorPieces renamed(OperatorPieces pieces, UnaryOperator<String> rename) {
        return withFiles(
                pieces,
                file -> new FileBytes(
                        rename.apply(file.file()), file.offset(), file.stored(), file.length(), file.isShared()));
    }

    /** The same state with something else in place of its files. */
    static OperatorPieces withFiles(OperatorPieces pieces, Function<FileBytes, StoredBytes> replacement) {
        UnaryOperator<StoredBytes> each = bytes -> bytes instanceof FileBytes file ? replacement.apply(file) : bytes;
        return new OperatorPieces(
                pieces.checkpointId(),
                pieces.keyed().stream()
                        .map(piece -> new KeyedPiece(
                                piece.format(),
                                piece.groups(),
                                piece.offsets(),
                                piece.bytes().stream().map(each).toList()))
                        .toList(),
                pieces.unkeyed().stream()
                        .map(piece -> new UnkeyedPiece(piece.parts(), each.apply(piece.bytes())))
                        .toList(),
                pieces.inFlight().stream()
                        .map(piece -> new InFlightPiece(piece.parts(), piece.shared(), each.apply(piece.bytes())))
                        .toList(),
                pieces.endedGates());
    }
}
