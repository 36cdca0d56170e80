/**
 * Process functions: per-element access to time, timers, state and side outputs. Called on task threads; may import
 * the API's packages, never the engine.
 */
package dev.weft.streaming.api.functions;
