<?php
// The smallest durable update of stock: who calls is proved, the counts and their movements are committed, then it is answered.
$name = $_SERVER['PHP_AUTH_USER'] ?? '';
$sent = hash('sha256', $_SERVER['PHP_AUTH_PW'] ?? '');
if ($name !== 'bench' || !hash_equals(getenv('BENCH_PASSWORD_HASH'), $sent)) {
    http_response_code(401);
    exit;
}
$items = json_decode(file_get_contents('php://input'), true)['items'] ?? [];
$store = new PDO('mysql:unix_socket=' . getenv('BENCH_SOCKET') . ';dbname=bench', 'bench', '', [
    PDO::ATTR_PERSISTENT => true, PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION, PDO::ATTR_EMULATE_PREPARES => false,
]);
$store->beginTransaction();
$count = $store->prepare('UPDATE sku SET quantity = ?, counted_at = NOW(3) WHERE code = ?');
$move = $store->prepare('INSERT INTO movement (sku, at, quantity) VALUES (?, NOW(3), ?)');
foreach ($items as $item) {
    $count->execute([$item['quantity'], $item['sku']]);
    $move->execute([$item['sku'], $item['quantity']]);
}
$store->commit();
header('Content-Type: application/json');
echo json_encode(['status' => 'SUCCESS', 'updated' => count($items)]);
