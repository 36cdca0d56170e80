package dev.weft.api.java;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Finds the shortest path from a function to an object that cannot be serialized, breadth first. */
final class UnserializablePath {
    private record Step(String path, Object object) {}

    private UnserializablePath() {}

    /** A sentence such as {@code field .outer.connection is a Foo, which is not serializable: …}. */
    static Optional<String> find(Object root) {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Queue<Step> open = new ArrayDeque<>();
        open.add(new Step("", root));
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (!seen.add(step.object())) {
                continue;
            }
            if (!(step.object() instanceof Serializable)) {
                return Optional.of(sentence(step));
            }
            ObjectFields.travelling(step.object())
                    .forEach((name, value) -> open.add(new Step(step.path() + name, value)));
        }
        return Optional.empty();
    }

    private static String sentence(Step step) {
        String type = step.object().getClass().getName();
        if (step.path().isEmpty()) {
            return type + " is not serializable: let it implement java.io.Serializable";
        }
        String path = step.path().startsWith(".") ? step.path().substring(1) : step.path();
        String last = path.substring(path.lastIndexOf('.') + 1);
        String advice;
        if (last.startsWith("this$")) {
            advice =
                    "the function uses the object that encloses it; make it a static nested class and pass what it needs";
        } else if (last.startsWith("captured value")) {
            advice = "let the lambda use only serializable values, or make it a class that creates this one in open()";
        } else {
            advice = "make the field transient and create it in open(), or make its class serializable";
        }
        String what = last.startsWith("captured value") ? "" : "field ";
        return what + path + " is a " + type + ", which is not serializable: " + advice;
    }
}
