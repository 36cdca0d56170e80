package dev.weft.engine.graph;

import dev.weft.program.Chaining;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.Program;
import dev.weft.program.ProgramInput;
import dev.weft.program.ProgramNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Operator chaining: groups the nodes of a program into chains that run in one task. Every node belongs to the chain of
 * exactly one head.
 */
final class Chains {

    private final Map<Integer, ProgramNode> nodes = new HashMap<>();
    private final Map<Integer, Integer> heads = new HashMap<>();
    private final Map<Integer, Integer> maxParallelism = new HashMap<>();
    private final Map<Integer, List<ProgramNode>> members = new LinkedHashMap<>();

    private final Program program;

    private Chains(Program program) {
        this.program = program;
    }

    static Chains of(Program program) {
        Chains chains = new Chains(program);
        for (ProgramNode node : program.nodes()) {
            chains.nodes.put(node.id(), node);
            int head =
                    chains.upstream(node).map(up -> chains.heads.get(up.id())).orElse(node.id());
            chains.heads.put(node.id(), head);
            chains.members.computeIfAbsent(head, id -> new ArrayList<>()).add(node);
            chains.maxParallelism.merge(head, chains.given(node), Math::max);
        }
        return chains;
    }

    /** The node that this one is chained to, if it is chained. */
    private Optional<ProgramNode> upstream(ProgramNode node) {
        if (!program.settings().chaining() || node.inputs().size() != 1 || node.chaining() != Chaining.ALWAYS) {
            return Optional.empty();
        }
        ProgramInput input = node.inputs().get(0);
        ProgramNode up = nodes.get(input.nodeId());
        boolean together = input.partitioning() instanceof Partitioning.Forward
                && up.chaining() != Chaining.NEVER
                && up.parallelism() == node.parallelism()
                && up.slotSharingGroup().equals(node.slotSharingGroup())
                && !(node.operation() instanceof Operation.AsyncWait && emitsOnItsOwnThread(up))
                && agree(maxParallelism.get(heads.get(up.id())), given(node));
        return together ? Optional.of(up) : Optional.empty();
    }

    /**
     * Operators that wait for other threads must not be chained to a source function, whose thread holds the chain's
     * lock.
     */
    private boolean emitsOnItsOwnThread(ProgramNode up) {
        return nodes.get(heads.get(up.id())).operation() instanceof Operation.FromSourceFunction;
    }

    /** The configured max parallelism of the node or the program; -1 when none is. */
    private int given(ProgramNode node) {
        return node.maxParallelism() != -1
                ? node.maxParallelism()
                : program.settings().maxParallelism();
    }

    private static boolean agree(int one, int other) {
        return one == -1 || other == -1 || one == other;
    }

    ProgramNode node(int id) {
        return nodes.get(id);
    }

    /** The heads of all chains in topological order. */
    List<ProgramNode> heads() {
        return members.keySet().stream().map(nodes::get).toList();
    }

    /** The nodes of a chain: the head first, every node after the one that it reads from. */
    List<ProgramNode> membersOf(ProgramNode head) {
        return members.get(head.id());
    }

    boolean isHead(ProgramNode node) {
        return heads.get(node.id()) == node.id();
    }

    /** Whether the max parallelism is configured for the operator or the program, instead of derived. */
    boolean isMaxParallelismGiven(ProgramNode node) {
        return given(node) != -1;
    }

    /** The max parallelism (number of key groups) of the chain. */
    int maxParallelismOf(ProgramNode head) {
        int given = maxParallelism.get(head.id());
        return given != -1 ? given : MaxParallelism.derivedFrom(head.parallelism());
    }
}
