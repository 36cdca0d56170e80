package dev.weft.program;

import dev.weft.api.common.InvalidProgramException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A program: its settings and its nodes in topological order. Immutable and checked: node ids are unique, and every
 * input refers to an earlier node.
 *
 * @param name the job's name
 * @param nodes every node comes after those that it reads from; at least one
 */
public record Program(String name, ProgramSettings settings, List<ProgramNode> nodes) implements Serializable {
    public Program {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(settings, "settings");
        nodes = List.copyOf(nodes);
        if (nodes.isEmpty()) {
            throw new InvalidProgramException("program '" + name
                    + "' has no operators: define at least one source and one sink before execute()");
        }
        Set<Integer> seen = new HashSet<>();
        Map<String, String> nodeNamesByUid = new HashMap<>();
        for (ProgramNode node : nodes) {
            for (ProgramInput input : node.inputs()) {
                if (!seen.contains(input.nodeId())) {
                    throw new IllegalArgumentException("node " + node.id() + " '" + node.name() + "' of program '"
                            + name + "' reads from node " + input.nodeId() + ", which does not come before it");
                }
            }
            if (!seen.add(node.id())) {
                throw new IllegalArgumentException("program '" + name + "' has two nodes with id " + node.id());
            }
            node.uid().ifPresent(uid -> {
                String other = nodeNamesByUid.putIfAbsent(uid, node.name());
                if (other != null) {
                    throw new InvalidProgramException("uid '" + uid + "' is given to both '" + other + "' and '"
                            + node.name() + "': every operator needs a uid of its own");
                }
            });
        }
    }

    /** The node of that id. */
    public ProgramNode node(int id) {
        return nodes.stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("program '" + name + "' has no node " + id));
    }
}
