/*
 * The builds of onnxruntime that npm has report what they run to their maker, and keep an identifier of the machine, unless this is set before
 * their library begins. What holds faces calls nobody. To be imported before onnxruntime-node, and in the main thread too: a worker's environment
 * is a copy that the library does not see.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';
