/**
 * Older assigners of timestamps for elements in order and for elements that are late by a bounded time. For programs; used on
 * the thread of the task. May import functions and watermarks. Never: the engine.
 */
package dev.weft.streaming.api.functions.timestamps;
