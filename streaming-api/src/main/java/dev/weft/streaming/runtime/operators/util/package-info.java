/**
 * Older kinds of timestamp assigners as watermark strategies. For programs and connectors that take a strategy where they have
 * an assigner; used on the thread of the task. May import functions and event time. Never: the engine.
 */
package dev.weft.streaming.runtime.operators.util;
