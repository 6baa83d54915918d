#pragma once

#include <QDialog>

namespace feedscope {

/// The list of all keys.
class KeysDialog : public QDialog
{
    Q_OBJECT
public:
    explicit KeysDialog(QWidget *parent = nullptr);

private:
    void fill();
};

} // namespace feedscope
