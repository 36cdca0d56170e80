package dev.weft.engine.graph;

import static dev.weft.engine.graph.JobGraphCompiler.refused;

import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.engine.types.KeyHasher;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import dev.weft.util.OutputTag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Validates the types of records and keys at submission: each type has a serializer, key types have a stable hash, and
 * a side output has one type.
 */
final class RecordTypes {
    private final Program program;
    private final SerializerConfig config;
    private final Map<Integer, Map<String, TypeInformation<?>>> sideOutputs = new HashMap<>();

    private RecordTypes(Program program) {
        this.program = program;
        this.config = program.settings().executionConfig().getSerializerConfig();
    }

    static void check(Program program) {
        RecordTypes types = new RecordTypes(program);
        program.nodes().forEach(types::check);
    }

    private void check(ProgramNode node) {
        node.outputType().ifPresent(type -> checkSerializer(type, "the records of '" + node.name() + "'"));
        if (node.operation() instanceof Operation.Window window) {
            window.windowing().lateData().ifPresent(tag -> checkSideOutput(node, tag));
        }
        if (node.operation() instanceof Operation.IntervalJoin join) {
            join.lateLeft().ifPresent(tag -> checkSideOutput(node, tag));
            join.lateRight().ifPresent(tag -> checkSideOutput(node, tag));
        }
        for (ProgramInput input : node.inputs()) {
            Optional<OutputTag<?>> tag = input.sideOutput();
            tag.ifPresent(read -> checkSideOutput(program.node(input.nodeId()), read));
            if (input.partitioning() instanceof Partitioning.Keyed keyed) {
                checkSerializer(keyed.keyType(), "the keys of '" + node.name() + "'");
                KeyHasher.of(keyed.keyType());
            }
        }
    }

    private void checkSideOutput(ProgramNode node, OutputTag<?> tag) {
        TypeInformation<?> other = sideOutputs
                .computeIfAbsent(node.id(), id -> new HashMap<>())
                .putIfAbsent(tag.getId(), tag.getTypeInfo());
        if (other == null) {
            checkSerializer(
                    tag.getTypeInfo(), "the records of side output '" + tag.getId() + "' of '" + node.name() + "'");
        } else if (!other.equals(tag.getTypeInfo())) {
            throw refused("side output '" + tag.getId() + "' of '" + node.name() + "' is used with two types, " + other
                    + " and " + tag.getTypeInfo() + "; give each type a tag with an id of its own");
        }
    }

    private void checkSerializer(TypeInformation<?> type, String what) {
        try {
            type.createSerializer(config);
        } catch (UnsupportedOperationException e) {
            throw refused(what + " cannot be serialized: " + e.getMessage());
        }
    }
}
