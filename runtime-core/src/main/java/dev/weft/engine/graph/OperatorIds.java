package dev.weft.engine.graph;

import static dev.weft.engine.graph.JobGraphCompiler.refused;

import dev.weft.engine.common.OperatorId;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import java.util.HashMap;
import java.util.Map;

/**
 * Stable operator ids: the id that the program sets, else a hash of the operator's uid, else a hash of the kind of
 * operation, its inputs, and whether they are keyed. The same program gives the same ids on every submission. Names,
 * parallelism and the fields of functions have no influence, and neither has a part of the program that the operator
 * does not read from.
 *
 * <p>An id is the MD5 of a UTF-8 text, in hexadecimal; the test pins the values.
 */
final class OperatorIds {

    private final Map<Integer, OperatorId> byNode = new HashMap<>();
    private final Map<String, Integer> seen = new HashMap<>();

    private OperatorIds() {}

    /** Node id to operator id. */
    static Map<Integer, OperatorId> of(Program program) {
        OperatorIds ids = new OperatorIds();
        Map<OperatorId, ProgramNode> owners = new HashMap<>();
        for (ProgramNode node : program.nodes()) {
            OperatorId id = ids.of(node);
            ids.byNode.put(node.id(), id);
            ProgramNode other = owners.put(id, node);
            if (other != null) {
                throw refused("'" + other.name() + "' and '" + node.name() + "' have the same id " + id
                        + ", so their state could not be told apart: give each its own uid hash or a uid");
            }
        }
        return ids.byNode;
    }

    private OperatorId of(ProgramNode node) {
        // also counted for nodes with an id, so that setting the id of one node does not change those of its siblings
        OperatorId derived = node.uid().map(OperatorId::ofUid).orElseGet(() -> fromStructure(node));
        String given = node.overrides().operatorId();
        return given.isEmpty() ? derived : new OperatorId(given);
    }

    private OperatorId fromStructure(ProgramNode node) {
        StringBuilder text = new StringBuilder("structure\n");
        text.append(node.operation().getClass().getSimpleName()).append('\n');
        for (ProgramInput input : node.inputs()) {
            text.append(input.gate())
                    .append(' ')
                    .append(byNode.get(input.nodeId()))
                    .append(' ');
            text.append(spread(input.partitioning())).append(' ');
            text.append(input.sideOutput().map(tag -> tag.getId()).orElse("")).append('\n');
        }
        String structure = text.toString();
        // Siblings that look alike are distinguished by their order.
        int ordinal = seen.merge(structure, 1, Integer::sum);
        return OperatorId.of(structure + ordinal);
    }

    /**
     * The part of the partitioning that goes into the hash: only whether it is keyed. Other partitionings may change
     * with the parallelism alone, which must not change the id.
     */
    private static String spread(Partitioning partitioning) {
        return partitioning instanceof Partitioning.Keyed ? "keyed" : "unkeyed";
    }
}
